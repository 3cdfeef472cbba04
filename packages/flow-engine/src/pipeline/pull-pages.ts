import { defer, EMPTY, from, merge, mergeMap, type Observable, of, repeat } from 'rxjs'

/**
 * Reads pages and treats several at a time, reading the next only when one is done.
 *
 * RxJS pushes: `from(pages)` would read every page ahead of a slow writer. Here each of a fixed number of lanes asks for a page,
 * treats it and asks again, so memory holds at most that many pages, whatever the number of sources. Each source is asked for one
 * page at a time; sources take turns.
 */
export const pullPages = <Page, Result>(
  sources: readonly AsyncIterable<Page>[],
  lanes: number,
  treat: (page: Page) => Observable<Result>,
): Observable<Result> =>
  defer(() => {
    const readNext = createReader(sources)
    let finished = false
    const lane = defer(() => from(readNext())).pipe(
      // mergeMap: a lane has one page at a time; it asks again when this one is treated.
      mergeMap(page => {
        if (page === undefined) {
          finished = true
          return EMPTY
        }
        return treat(page.value)
      }),
      // A notifier that completes without a value ends the lane.
      repeat({ delay: () => (finished ? EMPTY : of(undefined)) }),
    )
    return merge(...Array.from({ length: lanes }, () => lane))
  })

/** Reads from whichever source is free, the one longest unread first. Undefined: all have come to their end. */
const createReader = <Page>(sources: readonly AsyncIterable<Page>[]) => {
  const free = sources.map(source => source[Symbol.asyncIterator]())
  let reading = 0
  let waiting: (() => void)[] = []
  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resume of woken) resume()
  }
  return async (): Promise<{ readonly value: Page } | undefined> => {
    for (;;) {
      const reader = free.shift()
      if (reader === undefined) {
        if (reading === 0) return undefined
        await new Promise<void>(resolve => waiting.push(resolve))
        continue
      }
      reading += 1
      try {
        const result = await reader.next()
        if (result.done === true) continue
        free.push(reader)
        return result
      } finally {
        reading -= 1
        wake()
      }
    }
  }
}
