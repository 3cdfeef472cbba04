import { waitReally } from '../wait.js'
import type { Fault } from './fault-rule.js'

/**
 * The answer as a faulty line or server would deliver it: cut short, not JSON at all, or drop by drop.
 *
 * @param closing lets go of what is still to come
 */
export const spoilAnswer = async (
  response: Response,
  fault: Fault,
  closing: AbortSignal,
): Promise<Response> => {
  switch (fault.kind) {
    case 'truncated-json': {
      const text = await response.text()
      return withBody(response, text.slice(0, Math.floor(text.length * 0.6)))
    }
    case 'malformed-json':
      return withBody(
        response,
        '<html><head><title>Service</title></head><body>upstream answered without a document</body></html>',
      )
    case 'drip':
      return withBody(response, drip(new Uint8Array(await response.arrayBuffer()), fault, closing))
    default:
      return response
  }
}

const withBody = (response: Response, body: string | ReadableStream<Uint8Array>): Response => {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(body, { status: response.status, headers })
}

const drip = (
  bytes: Uint8Array,
  { pieces, pauseMs }: Extract<Fault, { readonly kind: 'drip' }>,
  closing: AbortSignal,
): ReadableStream<Uint8Array> => {
  const length = Math.max(1, Math.ceil(bytes.length / pieces))
  const gone = new AbortController()
  let from = 0
  return new ReadableStream<Uint8Array>(
    {
      pull: async controller => {
        if (from > 0) await waitReally(pauseMs, closing, gone.signal)
        if (gone.signal.aborted) return
        if (from < bytes.length) controller.enqueue(bytes.subarray(from, from + length))
        from += length
        if (from >= bytes.length) controller.close()
      },
      cancel: () => gone.abort(),
    },
    { highWaterMark: 0 },
  )
}
