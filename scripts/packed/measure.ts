import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Consumer } from './consumers.js'
import { tarballs } from './tarballs.js'

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

export const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

/** What a client costs who installs and imports it. */
export const measureClient = async (consumer: Consumer, name: 'tiktok-client' | 'netsuite-client') => {
  const files = filesOf(join(consumer.folder, 'node_modules/@tiktok-ns', name))
  const code = files.filter(file => file.endsWith('.js'))
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)
  return {
    packed: kB(statSync(tarballs[name]).size),
    unpacked: kB(sum(files.map(file => statSync(file).size))),
    'js, gzipped': kB(sum(code.map(file => gzipSync(readFileSync(file)).length))),
    'import, median of 5': `${(await importMs(consumer, name)).toFixed(0)} ms`,
  }
}

const importMs = async (consumer: Consumer, name: string): Promise<number> => {
  const program = `const start = performance.now(); await import('@tiktok-ns/${name}'); console.log(performance.now() - start)`
  const times: number[] = []
  for (let time = 0; time < 5; time += 1)
    times.push(Number(await consumer.run(process.execPath, ['--input-type=module', '--eval', program])))
  return times.sort((left, right) => left - right)[2] ?? Number.NaN
}
