import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/**
 * The long form of the order lives, and of the shipments beside them: `pnpm lives [lives] [processes]`, 20,000 on every core unless
 * said. They are lived in parts, each with a seed of its own, so that a failure is replayed by its part alone.
 */
const lives = Number(process.argv[2] ?? '20000')
const processes = Number(process.argv[3] ?? String(availableParallelism()))
const livesInPart = 1_000
const files = ['flows/lives/order-lives.test.ts', 'flows/fulfillment/shipping.property.test.ts']
const firstSeed = Number(process.env['LIVES_SEED'] ?? String(Date.now() % 1_000_000_000))

interface Part {
  readonly seed: number
  readonly lives: number
}

const parts: readonly Part[] = Array.from({ length: Math.ceil(lives / livesInPart) }, (_, index) => ({
  seed: firstSeed + index,
  lives: Math.min(livesInPart, lives - index * livesInPart),
}))

const replay = (part: Part): string =>
  `LIVES=${part.lives} LIVES_SEED=${part.seed} npx vitest run ${files.join(' ')}`

/** Lives a part in a process of its own; answers with what it printed when it failed. */
const live = async (part: Part): Promise<string | undefined> => {
  const child = spawn('npx', ['vitest', 'run', ...files, '--reporter=dot'], {
    env: { ...process.env, LIVES: String(part.lives), LIVES_SEED: String(part.seed) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', reject)
  })
  return code === 0 ? undefined : Buffer.concat(printed).toString()
}

const startedAt = Date.now()
const waiting = [...parts]
let lived = 0
let failed = 0

const work = async (): Promise<void> => {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const failure = await live(part)
    lived += part.lives
    failed += failure === undefined ? 0 : 1
    const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1)
    console.info(
      `${lived} of ${lives} lives after ${minutes} min${failure === undefined ? '' : `; a part failed, ${replay(part)}\n${failure}`}`,
    )
  }
}

await Promise.all(Array.from({ length: processes }, work))
console.info(
  failed === 0
    ? `all ${lives} lives add up, seeds ${firstSeed} to ${firstSeed + parts.length - 1}`
    : `${failed} parts failed`,
)
process.exitCode = failed === 0 ? 0 : 1
