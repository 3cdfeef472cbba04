import { cellsOf } from './cell-text.js'
import { openZip, type ZipArchive } from './open-zip.js'
import { attributesOf, elementsOf, textOf } from './xml-text.js'

/**
 * Rows of a sheet as lists of text, streamed: memory holds the texts that cells share, and a row. Rows without a value are left out.
 *
 * @param sheet The sheet's name; the first one when left out.
 * @throws TypeError for a file that is no XLSX, a sheet that it does not have, and cells that have no value
 */
export async function* readSheet(path: string, sheet?: string): AsyncGenerator<readonly string[]> {
  const zip = await openZip(path)
  const sharedTexts = await readSharedTexts(zip)
  const part = zip.read(await partOf(zip, sheet))
  if (part === undefined) throw new TypeError('the sheet that it names is not in it')
  try {
    for await (const row of elementsOf(part, 'row')) {
      const values: string[] = []
      for (const { column, text } of cellsOf(row, sharedTexts)) values[column] = text
      if (values.length > 0) yield Array.from(values, value => value ?? '')
    }
  } finally {
    part.destroy()
  }
}

const readSharedTexts = async (zip: ZipArchive): Promise<readonly string[]> => {
  const part = zip.read('xl/sharedStrings.xml')
  if (part === undefined) return []
  const texts: string[] = []
  for await (const item of elementsOf(part, 'si')) texts.push(textOf(item))
  return texts
}

/** The workbook names the sheets, and its relations say where each lies. */
const partOf = async (zip: ZipArchive, wanted: string | undefined): Promise<string> => {
  const sheets = (await tagsOf(zip, 'xl/workbook.xml', 'sheet')).map(({ name = '', id = '' }) => ({
    name,
    id,
  }))
  const chosen = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted)
  if (chosen === undefined)
    throw new TypeError(
      wanted === undefined
        ? 'it is no XLSX file (no sheets)'
        : `it has no sheet "${wanted}", but ${sheets.map(({ name }) => `"${name}"`).join(', ')}`,
    )
  const relations = await tagsOf(zip, 'xl/_rels/workbook.xml.rels', 'Relationship')
  const target = relations.find(({ Id }) => Id === chosen.id)?.['Target'] ?? 'worksheets/sheet1.xml'
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

const tagsOf = async (
  zip: ZipArchive,
  name: string,
  tag: string,
): Promise<readonly Readonly<Record<string, string>>[]> => {
  const part = zip.read(name)
  if (part === undefined) return []
  let xml = ''
  const decoder = new TextDecoder()
  for await (const chunk of part) xml += decoder.decode(chunk, { stream: true })
  // Attributes named "r:id" and "Id" are told apart by where they stand.
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}\\b([^>]*)>`, 'g'))].map(([, text = '']) =>
    attributesOf(text),
  )
}
