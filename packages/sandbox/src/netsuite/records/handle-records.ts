import { problems } from '../problem.js'
import { withStock } from '../stock/shown-stock.js'
import { transformRecord } from '../transforms/transform-record.js'
import { listRecords } from './list-records.js'
import { readRecord } from './read-record.js'
import { readSubResource } from './read-sub-resource.js'
import { findAddressed, type RecordCall } from './record-call.js'
import { findRecordType, type Operation, type RecordType } from './record-types.js'
import { changeRecord, createRecord, deleteRecord, upsertRecord } from './write-record.js'

/** The record service: list, create, read, change, delete, transform. */
export const handleRecords = async (call: RecordCall): Promise<Response> => {
  const [typeName = '', address, ...rest] = call.path
  const type = typeOf(typeName, call)
  const { method } = call.request
  refuseForms(call.request)
  if (address === undefined) {
    if (method === 'GET') return listRecords(call, having(type, 'list'))
    if (method === 'POST') return createRecord(call, having(type, 'create'))
    throw problems.wrongMethod()
  }
  const [sub, target] = rest
  if (sub === '!transform') return transformRecord(call, findAddressed(type, address, call.account), target)
  if (sub?.startsWith('!')) throw problems.notEmulated(sub)
  if (sub !== undefined)
    return readSubResource(
      call,
      withStock(findAddressed(type, address, call.account), call.account.books),
      rest,
    )
  switch (method) {
    case 'GET':
      return readRecord(
        call,
        withStock(findAddressed(having(type, 'get'), address, call.account), call.account.books),
      )
    case 'PATCH':
      return changeRecord(call, findAddressed(having(type, 'update'), address, call.account))
    case 'PUT':
      return upsertRecord(call, having(type, 'upsert'), address)
    case 'DELETE':
      return deleteRecord(call, findAddressed(having(type, 'delete'), address, call.account))
    default:
      throw problems.wrongMethod()
  }
}

const typeOf = (name: string, { url, account }: RecordCall): RecordType => {
  const type = findRecordType(name)
  const { customRecords } = account.settings
  const isDeclared =
    type?.name.startsWith('customrecord') !== true ||
    customRecords === undefined ||
    customRecords.some(({ id }) => id.toLowerCase() === type.name)
  if (type === undefined || !isDeclared) throw problems.unknownType(name, url.pathname)
  return type
}

const having = (type: RecordType, operation: Operation): RecordType => {
  if (type.lacks.includes(operation)) throw problems.wrongMethod()
  return type
}

/** A form is asked for, not a record: to save one instead would be worse than no answer. */
const refuseForms = ({ headers }: Request): void => {
  const form = /type=(create-form|edit-form|select-options)/.exec(headers.get('accept') ?? '')?.[1]
  if (form !== undefined) throw problems.notEmulated(form)
}
