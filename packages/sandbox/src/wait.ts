/** Real milliseconds, ended early (not rejected) when a signal is aborted. */
export const waitReally = (ms: number, ...signals: readonly AbortSignal[]): Promise<void> =>
  new Promise(resolve => {
    if (signals.some(signal => signal.aborted)) return resolve()
    const finish = () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    for (const signal of signals) signal.addEventListener('abort', finish, { once: true })
  })
