import { defineHook, type HookInput, type JsonObject } from '@tiktok-ns/flow-engine'
import { coveredDay, type FileColumns, missingColumns, toApiRow, unreadColumns } from '../file-row.js'
import { isObject, objectAt, textAt } from '../statement-row.js'
import { readStatementHook } from './read-statement.js'

/** Reads one statement out of downloaded files, as `settlement.readStatement` reads it from the API. */
export const readStatementFileHook = defineHook({
  over: 'pages',
  summary:
    "Adds up a statement's rows of downloaded files, whose columns the settings name, and checks every identity.",
  answer: {
    ...readStatementHook.answer,
    properties: { ...readStatementHook.answer.properties, date: { type: 'string' } },
  },
  open: (input, context) => {
    const id = textAt(input.record, 'id')
    const files: FileColumns = {
      columns: textsIn(input, 'columns'),
      types: textsIn(input, 'types'),
    }
    const reader = readStatementHook.open(input, context)
    const missing = new Set<string>()
    const unread = new Set<string>()
    let date = ''
    return {
      page: rows => {
        const own = rows.filter(row => textAt(row, files.columns['statement_id'] ?? '') === id)
        for (const row of own) {
          for (const column of missingColumns(row, files)) missing.add(column)
          for (const column of unreadColumns(row, files)) unread.add(column)
          date ||= textAt(row, files.columns['statement_date'] ?? '')
        }
        return reader.page(own.map(row => toApiRow(row, files)))
      },
      end: async () => {
        const day = coveredDay(date, input.arguments['dateIs'] === 'closed' ? 'closed' : 'covered')
        if (missing.size > 0 || day === undefined)
          return {
            failure: {
              kind: 'mapping',
              message:
                missing.size > 0
                  ? `the files of statement ${id} lack columns that the setting "columns" names: ${[...missing].join(', ')}`
                  : `statement ${id} has the date "${date}", which could be several days or none`,
              hint:
                missing.size > 0
                  ? 'Write the titles in "columns" as they stand in the file, then retry.'
                  : 'Give the column of statement_date dates such as 2026-03-15, then retry.',
            },
          }
        if (unread.size > 0)
          context.warn(
            `statement ${id}: columns with amounts that "columns" does not name are not read: ${[...unread].join(', ')}`,
          )
        const result = await reader.end()
        return 'answer' in result && isObject(result.answer)
          ? { answer: { ...result.answer, date: day } }
          : result
      },
    }
  },
})

const textsIn = ({ arguments: given }: HookInput, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(objectAt(given, name) satisfies JsonObject).map(([key, text]) => [key, String(text)]),
  )
