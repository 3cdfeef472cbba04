import type { TransportRequest } from './transport.js'

/**
 * Does the work with a signal that ends it with the caller's own reason, or with a `TimeoutError` once `timeoutMs` are over. Covers
 * the whole answer, body included, and leaves no timer behind.
 */
export const withDeadline = async <Answer>(
  { timeoutMs, signal }: Pick<TransportRequest, 'timeoutMs' | 'signal'>,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> => {
  const controller = new AbortController()
  const abort = (): void => controller.abort(signal?.reason)
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(
    () => controller.abort(new DOMException(`No whole answer within ${timeoutMs} ms`, 'TimeoutError')),
    timeoutMs,
  )
  try {
    return await work(controller.signal)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
