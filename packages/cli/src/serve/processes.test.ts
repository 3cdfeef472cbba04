import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { defaultTikTokShopCredentials as app, makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { writeDemoProject } from '../demo/demo-project.js'
import { verifyBooks } from '../demo/verify-books.js'
import { type BuiltTool, buildTool } from '../testing/build-tool.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

// Processes start and systems answer more slowly beside other work.
const patient = { timeout: 300_000 }

let tool: BuiltTool
beforeAll(async () => {
  tool = await buildTool()
}, 300_000)
afterAll(() => tool.remove())

interface ToolProcess {
  readonly process: ChildProcess
  /** The first line that it prints. */
  readonly firstLine: Promise<string>
  /** What it has said by its end. */
  readonly ended: Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>
}

/** @param fileKiB No file that it writes grows beyond this: to it, the disk is full. */
const startTool = (args: readonly string[], fileKiB?: number): ToolProcess => {
  const command = [process.execPath, tool.program, ...args]
  const [file = '', ...rest] =
    fileKiB === undefined ? command : ['bash', '-c', `ulimit -f ${fileKiB}; exec "$@"`, 'bash', ...command]
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await closed
  })
  const said = { out: '', err: '' }
  child.stderr.on('data', chunk => (said.err += String(chunk)))
  const firstLine = new Promise<string>(resolve =>
    child.stdout.on('data', chunk => {
      said.out += String(chunk)
      const [line, ...more] = said.out.split('\n')
      if (line !== undefined && more.length > 0) resolve(line)
    }),
  )
  return { process: child, firstLine, ended: closed.then(([code]) => ({ code, ...said })) }
}

const hello = z.object({ url: z.string() })

/** `serve` in a process of its own, once it answers. */
const startServe = async (project: string, fileKiB?: number) => {
  const serve = startTool(['--project', project, '--json', 'serve', '--port', '0'], fileKiB)
  const line = await Promise.race([
    serve.firstLine,
    serve.ended.then(({ err }) => Promise.reject(new Error(err))),
  ])
  return { ...serve, url: hello.parse(JSON.parse(line)).url }
}

const open = async (orders: number) => {
  const shop = makeShop({ orders, seed: 4, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed })
  onTestFinished(() => sandbox.close())
  return { shop, sandbox, ...writeDemoProject(sandbox, shop, temporaryFolder()) }
}

test(
  'of two serve processes on one store the second ends with the first one named, and commands reach that one',
  patient,
  async () => {
    const { file } = await open(10)
    const first = await startServe(file)

    const second = await startTool(['--project', file, 'serve', '--port', '0']).ended
    const status = await startTool(['--project', file, '--json', 'status']).ended
    first.process.kill('SIGTERM')

    expect(second.code).toBe(2)
    expect(second.err).toContain(`a serve runs on this store already: process ${first.process.pid} on `)
    // Only a running serve knows when it is a flow's turn next.
    expect(JSON.parse(status.out).flows[0]).toMatchObject({ flow: 'orders', nextRunAt: expect.any(String) })
    expect((await first.ended).code).toBe(0)
  },
)

test(
  'a run whose disk is full says what to do, and the next one ends with every order once',
  patient,
  async () => {
    const { file, key, sandbox, shop } = await open(60)

    const full = await startTool(['--project', file, 'run'], 200).ended
    const { code } = await startTool(['--project', file, 'run']).ended

    expect(full.code).toBe(3)
    expect(full.err).toMatch(/store\.db cannot be used: the disk takes or gives nothing: it may be full/)
    expect(code).toBe(1)
    const { found, expected, faults } = await verifyBooks(sandbox, key)
    expect(faults).toEqual([`TTS-US1-SO-${shop.missing?.orderId} is missing`])
    expect(found).toBe(expected - 1)
  },
)

test(
  'when the disk is full, webhooks get 503, and all that got 200 are there when it is not any more',
  patient,
  async () => {
    const { file } = await open(5)
    await runTool(['--project', file, 'pause', 'orders'])
    const serve = await startServe(file, 400)

    const answers: number[] = []
    for (let count = 0; count < 3_000 && !answers.includes(503); count += 1)
      answers.push(await notify(serve.url, `n${count}`))
    serve.process.kill('SIGKILL')
    await serve.ended

    const kept = answers.filter(status => status === 200).length
    expect(answers.at(-1)).toBe(503)
    expect(kept).toBeGreaterThan(0)
    const { out } = await runTool(['--project', file, '--json', 'status'])
    expect(JSON.parse(out).flows[0]).toMatchObject({ flow: 'orders', waitingNotifications: kept })
  },
)

const notify = async (url: string, id: string): Promise<number> => {
  const body = JSON.stringify({
    type: 1,
    tts_notification_id: id,
    shop_id: '7494049642642441621',
    timestamp: 1_770_000_000,
    data: { order_id: '576400000000000001', order_status: 'AWAITING_SHIPMENT', update_time: 1_770_000_000 },
  })
  const authorization = createHmac('sha256', String(app.appSecret))
    .update(`${app.appKey}${body}`)
    .digest('hex')
  const answer = await fetch(`${url}/webhooks/us-shop`, { method: 'POST', body, headers: { authorization } })
  await answer.text()
  return answer.status
}
