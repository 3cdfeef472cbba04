import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tarballs } from './tarballs.js'

/** A project of somebody who uses our packages: a folder of its own, with what `npm install` put there. */
export interface Consumer {
  readonly folder: string
  /** Runs a program to its end and gives what it printed. Throws with all of it when the program fails. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>
  write(name: string, text: string): void
}

/** Each client alone, and everything together with the optional packages; installed side by side. */
export const createConsumers = (): Promise<readonly Consumer[]> =>
  Promise.all([
    install([tarballs['tiktok-client']]),
    install([tarballs['netsuite-client']]),
    install([...Object.values(tarballs), ...optionalPackages]),
  ])

const optionalPackages = ['undici@7', '@opentelemetry/api@1.9']

const install = async (packages: readonly string[]): Promise<Consumer> => {
  const folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-packed-'))
  const consumer: Consumer = {
    folder,
    run: (program, args, env = {}) => run(folder, program, args, env),
    write: (name, text) => writeFileSync(join(folder, name), text),
  }
  consumer.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await consumer.run('npm', ['install', ...quiet, ...packages])
  return consumer
}

const run = (
  cwd: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const printed: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
    child.on('error', reject)
    child.on('close', code => {
      const text = Buffer.concat(printed).toString()
      if (code === 0) resolve(text)
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code} in ${cwd}:\n${text}`))
    })
  })
