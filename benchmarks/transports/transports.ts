import { createKyTransport, type Transport } from '@tiktok-ns/client-kit'
import { createUndiciTransport } from '@tiktok-ns/client-kit/undici'
import { Agent, request } from 'undici'
import { z } from 'zod'
import { type Benchmark, round } from '../benchmark.js'
import { startChild } from '../child.js'
import { inTurns } from '../measure.js'
import { sampleRequest } from './sample-messages.js'

const scales = { full: { requests: 2_000, rounds: 7 }, tiny: { requests: 10, rounds: 1 } }
const atOnce = 10

const body = JSON.stringify(sampleRequest)
const headers = { 'content-type': 'application/json', authorization: 'Bearer benchmark' }
const hello = z.object({ url: z.string() })

export const transports: Benchmark = {
  name: 'transports',
  question: 'What does a request cost over each transport of the clients, beside undici alone?',
  measure: async scale => {
    const { requests, rounds } = scales[scale]
    const server = await startChild(new URL('answer-server.ts', import.meta.url), {}, hello.parse)
    const { url } = server.hello
    const dispatcher = new Agent()
    const over = (transport: Transport) => () =>
      inParallel(requests, () => transport({ method: 'POST', url, headers, body, timeoutMs: 30_000 }))
    const alone = () =>
      inParallel(requests, async () => {
        const response = await request(url, { method: 'POST', headers, body, dispatcher })
        await response.body.arrayBuffer()
      })

    const measured = await inTurns(
      [
        { name: 'ky (the default)', work: over(createKyTransport()) },
        { name: 'undici `request` (`/undici`)', work: over(createUndiciTransport()) },
        { name: 'undici alone', work: alone },
      ],
      rounds,
    )
    await dispatcher.close()
    await server.stop()

    const base = measured.at(-1)
    return {
      setup: `${requests} POSTs of ${body.length} bytes to a server on this machine, ${atOnce} at once; medians of ${rounds} rounds in turns.`,
      rows: measured.map(({ name, wallMs, cpuMs }) => ({
        transport: name,
        'µs of processor': round((cpuMs * 1000) / requests),
        'µs elapsed': round((wallMs * 1000) / requests),
        'processor × alone': round(cpuMs / (base?.cpuMs ?? Number.NaN)),
        'elapsed × alone': round(wallMs / (base?.wallMs ?? Number.NaN)),
      })),
    }
  },
}

const inParallel = async (count: number, work: () => Promise<unknown>): Promise<void> => {
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      await work()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
