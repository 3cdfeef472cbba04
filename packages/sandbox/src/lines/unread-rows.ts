const unread = new WeakMap<readonly unknown[], readonly Uint8Array[]>()

/**
 * Puts rows beside a list that are part of it and were not read yet, each the bytes of its JSON. Who knows of them reads them
 * when somebody asks; of a hundred thousand orders most are never looked at.
 */
export const keepUnread = <Rows extends readonly unknown[]>(
  rows: Rows,
  texts: readonly Uint8Array[],
): Rows => {
  if (texts.length > 0) unread.set(rows, texts)
  return rows
}

export const unreadBeside = (rows: readonly unknown[]): readonly Uint8Array[] => unread.get(rows) ?? []

export const readRow = (text: Uint8Array): unknown =>
  JSON.parse(Buffer.from(text.buffer, text.byteOffset, text.length).toString())
