/** Attributes of a tag, by name without prefix. */
export const attributesOf = (tag: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...tag.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [
      name.replace(/^.*:/, ''),
      decodeXml(value),
    ]),
  )

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export const decodeXml = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0x10ffff ? whole : String.fromCodePoint(code)
    },
  )

/** The text of all `<t>` inside; what is only there to be read aloud (`rPh`) is left out. */
export const textOf = (xml: string): string =>
  [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)]
    .map(([, text = '']) => decodeXml(text))
    .join('')

/** The elements of one name in a stream of XML, one after the other, without the prefixes of their tags. */
export async function* elementsOf(stream: AsyncIterable<unknown>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const end = new RegExp(`</(?:\\w+:)?${name}>|<(?:\\w+:)?${name}\\b[^>]*/>`, 'g')
  let text = ''
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a part of the file came as text')
    text += decoder.decode(chunk, { stream: true })
    let from = 0
    end.lastIndex = 0
    for (let found = end.exec(text); found !== null; found = end.exec(text)) {
      yield withoutPrefixes(text.slice(from, end.lastIndex))
      from = end.lastIndex
    }
    text = text.slice(from)
    if (text.length > longestElement) throw new TypeError(`one ${name} of it is longer than 20 MB`)
  }
}

const longestElement = 20_000_000

const withoutPrefixes = (xml: string): string => xml.replace(/<(\/?)\w+:/g, '<$1')
