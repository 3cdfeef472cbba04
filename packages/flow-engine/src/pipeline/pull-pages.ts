import { defer, EMPTY, from, merge, mergeMap, type Observable, of, repeat } from 'rxjs'

/**
 * Reads pages one after the other and treats several at a time, reading the next only when one is done.
 *
 * RxJS pushes: `from(pages)` would read every page ahead of a slow writer. Here each of a fixed number of lanes asks for a page,
 * treats it and asks again, so memory holds at most that many pages.
 */
export const pullPages = <Page, Result>(
  pages: AsyncIterable<Page>,
  lanes: number,
  treat: (page: Page) => Observable<Result>,
): Observable<Result> =>
  defer(() => {
    const reader = pages[Symbol.asyncIterator]()
    let finished = false
    // Lanes take turns: an iterator's `next` is not asked again before it has answered.
    let turn: Promise<unknown> = Promise.resolve()
    const readNext = (): Promise<IteratorResult<Page>> => {
      const reading = turn.then(() => (finished ? { done: true as const, value: undefined } : reader.next()))
      turn = reading.catch(() => undefined)
      return reading
    }
    const lane = defer(() => from(readNext())).pipe(
      mergeMap(result => {
        if (result.done === true) {
          finished = true
          return EMPTY
        }
        return treat(result.value)
      }),
      // A notifier that completes without a value ends the lane.
      repeat({ delay: () => (finished ? EMPTY : of(undefined)) }),
    )
    return merge(...Array.from({ length: lanes }, () => lane))
  })
