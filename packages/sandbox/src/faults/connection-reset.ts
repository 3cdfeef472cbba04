const marker = Symbol.for('@tiktok-ns/sandbox/connection-reset')

/** What a caller of `fetch` sees when the peer cuts the connection. Over HTTP the socket is really destroyed instead. */
export const createConnectionReset = (): Error => {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
  return Object.assign(new TypeError('fetch failed', { cause }), { [marker]: true })
}

export const isConnectionReset = (error: unknown): boolean => error instanceof Error && marker in error
