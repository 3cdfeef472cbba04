import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeXlsx } from './make-xlsx.js'
import { readSheet } from './read-sheet.js'

const folder = mkdtempSync(join(tmpdir(), 'xlsx-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const read = async (content: Buffer, sheet?: string): Promise<unknown> => {
  files += 1
  const path = join(folder, `${files}.xlsx`)
  writeFileSync(path, content)
  const rows: (readonly string[])[] = []
  try {
    for await (const row of readSheet(path, sheet)) rows.push(row)
    return rows
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

test('values of every kind are text, where they stand, of the sheet that is named', async () => {
  const rows = `
    <x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t xml:space="preserve"> B &amp; C </x:t></x:is></x:c></x:row>
    <x:row r="2"/>
    <x:row r="3"><x:c r="A3"><x:v>576123456789012345</x:v></x:c><x:c r="B3" s="4"/><x:c r="C3" t="str"><x:f>A1</x:f><x:v>&#8364;5</x:v></x:c><x:c r="AA3" t="b"><x:v>1</x:v></x:c></x:row>`
  const shared =
    '<si><t>a</t></si><si><r><t>Order</t></r><r><t xml:space="preserve"> ID</t></r><rPh><t>x</t></rPh></si>'

  expect(await read(makeXlsx(rows, shared), 'Details')).toEqual([
    ['Order ID', '', 'B & C'],
    ['576123456789012345', '', '€5', ...Array.from({ length: 23 }, () => ''), 'true'],
  ])
  expect(await read(makeXlsx(rows, shared))).toEqual([['cover']])
  expect(await read(makeXlsx(rows, shared), 'Detail')).toBe(
    'it has no sheet "Detail", but "Cover", "Details"',
  )
})

test('numbers are what the spreadsheet shows; one that has lost digits is named', async () => {
  const number = (value: string) => makeXlsx(`<x:row><x:c><x:v>${value}</x:v></x:c></x:row>`)

  expect(await read(number('41.939999999999998'), 'Details')).toEqual([['41.94']])
  expect(await read(number('-1.0000000000000001E-2'), 'Details')).toEqual([['-0.01']])
  expect(await read(number('5.7612345678901234E+17'), 'Details')).toContain(
    'cell 1 holds 5.7612345678901234E+17',
  )
})

test('a file that is none, is cut off or holds an error says so', async () => {
  const whole = makeXlsx('<x:row><x:c r="B7" t="e"><x:v>#REF!</x:v></x:c></x:row>')

  expect(await read(whole, 'Details')).toBe('cell B7 holds the error #REF!')
  expect(await read(Buffer.from('id,sku\n1,A\n'))).toBe('it is no XLSX file (no ZIP archive)')
  expect(await read(whole.subarray(0, whole.length - 30))).toBe('it is no XLSX file (no ZIP archive)')
})
