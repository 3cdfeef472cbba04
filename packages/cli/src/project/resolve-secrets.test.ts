import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.js'
import { resolveSecrets } from './resolve-secrets.js'

test('environment variables and files are put in place, and remembered for masking', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'token.txt'), 'from-file\n')

  const resolved = resolveSecrets(
    { shop: { secret: '${env.APP_SECRET}', token: 'Bearer ${file:token.txt}', plain: 'as it is' } },
    { env: { APP_SECRET: 'from-env' }, folder },
  )

  expect(resolved.value).toEqual({
    shop: { secret: 'from-env', token: 'Bearer from-file', plain: 'as it is' },
  })
  expect(resolved.missing).toEqual([])
  expect(resolved.secrets).toEqual(['from-env', 'from-file'])
})

test('every missing secret is named with its place, all of them at once', () => {
  const resolved = resolveSecrets(
    { a: ['${env.NOT_SET}'], b: '${file:nowhere.txt}' },
    { env: {}, folder: tmpdir() },
  )

  expect(resolved.missing.map(({ path, problem }) => [path.join('.'), problem])).toEqual([
    ['a.0', 'the environment variable NOT_SET is not set'],
    ['b', 'the secret file nowhere.txt cannot be read'],
  ])
})
