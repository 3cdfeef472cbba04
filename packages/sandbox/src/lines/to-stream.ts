/** What a generator gives, as a body that is made while it is sent. */
export const toStream = (pieces: Iterator<string | Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: controller => {
      const { done, value } = pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(typeof value === 'string' ? Buffer.from(value) : value)
    },
  })
