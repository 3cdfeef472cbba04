const lineEnd = 0x0a

/** The lines of a stream, without their ends and without blank ones; those of one chunk at a time, since there may be millions. */
export const splitLines = async function* (
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Uint8Array[]> {
  let begun: Uint8Array[] = []
  for await (const chunk of chunks) {
    const lines: Uint8Array[] = []
    let from = 0
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      const last = chunk.subarray(from, end)
      lines.push(begun.length === 0 ? last : Buffer.concat([...begun, last]))
      begun = []
      from = end + 1
    }
    if (from < chunk.length) begun.push(chunk.subarray(from))
    yield lines.filter(hasText)
  }
  yield [Buffer.concat(begun)].filter(hasText)
}

const hasText = (line: Uint8Array): boolean => line.length > 2 || line.some(byte => byte > 0x20)
