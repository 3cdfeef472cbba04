import { defineFunction } from '../define-function.js'
import { toJson } from '../to-json.js'

const quoted = (value: unknown): string => {
  const json = toJson(value)
  if (typeof json === 'object' && json !== null) throw new TypeError('csvLine() wants a list of plain values')
  const text = String(json ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvLineFunction = defineFunction({
  name: 'csvLine',
  group: 'lists',
  summary: 'A list of values as one line of CSV, quoted where it must be.',
  overloads: [
    {
      signature: 'csvLine(list): string',
      call: (values: readonly unknown[]) => values.map(quoted).join(','),
    },
  ],
  examples: [
    { expression: 'csvLine(["a", "b, c", 3])', gives: 'a,"b, c",3' },
    { expression: 'csvLine([money("1.10"), \'6" pipe\'])', gives: '1.10,"6"" pipe"' },
  ],
})
