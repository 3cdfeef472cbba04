import { expect, test } from 'vitest'
import { projectSpec } from './project-file.js'
import { refuseWrites } from './refuse-writes.js'

const project = (operation: object) => ({
  spec: projectSpec.parse({ connections: {}, flows: {}, operation }),
})

test('a project that writes nothing yet refuses what would write, and says what to do', () => {
  expect(() => refuseWrites(project({ writes: 'none' }))).toThrow(/tiktok-ns run --dry.*take that line out/)
  expect(() => refuseWrites(project({}))).not.toThrow()
})
