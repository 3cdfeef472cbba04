import { problems } from '../problem.js'
import { jsonResponse, type RecordCall, recordsUrl } from './record-call.js'
import type { StoredRecord } from './record-store.js'
import { type AnswerOptions, toAnswer } from './to-answer.js'

export const readRecord = (call: RecordCall, record: StoredRecord): Response => {
  const { searchParams } = call.url
  if (searchParams.get('expandSubResources') === 'true' && searchParams.has('fields'))
    throw problems.wrongParameter(
      'fields',
      'The expandSubResources and fields parameters cannot be combined.',
    )
  return jsonResponse(toAnswer(record, answerOptionsOf(call)), 'singular')
}

export const answerOptionsOf = ({ url, account }: RecordCall): AnswerOptions => {
  const fields = url.searchParams.get('fields')
  return {
    recordsUrl: recordsUrl(url),
    query: url.search,
    store: account.store,
    expands: url.searchParams.get('expandSubResources') === 'true' ? 'all' : 'nothing',
    simpleEnums: url.searchParams.get('simpleEnumFormat') === 'true',
    fields: fields === null ? undefined : new Set(fields.toLowerCase().split(',')),
  }
}
