import type { RecordFields, RecordLines } from '../generated/record-fields.js'
import { type RecordTransforms, recordTypeNames } from '../generated/record-types.js'
import type { AnyFields } from './field-types.js'

/** A record type. Those with typed fields are offered; any other is taken as it is, custom ones too. */
export type RecordType = keyof RecordFields | (string & {})

/** What a record of this type holds, as it is read. */
export type RecordOf<Type extends string> = Type extends keyof RecordFields ? RecordFields[Type] : AnyFields

/** What can be written to a record of this type; `null` clears a field. */
export type FieldsOf<Type extends string> = Type extends keyof RecordFields
  ? Writable<RecordFields[Type]>
  : AnyFields

/** Fields as they are written: any may be left out, and `null` clears one. */
export type Writable<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined }

/** Names of a record type's sublists. */
export type SublistOf<Type extends string> =
  | (Type extends keyof RecordLines ? keyof RecordLines[Type] & string : never)
  | (string & {})

/** A line of a sublist. */
export type LineOf<Type extends string, Sublist extends string> = Type extends keyof RecordLines
  ? Sublist extends keyof RecordLines[Type]
    ? RecordLines[Type][Sublist]
    : AnyFields
  : AnyFields

/** What a record can be turned into. */
export type TransformOf<Type extends string> = Type extends keyof RecordTransforms
  ? RecordTransforms[Type] | (string & {})
  : string

const spelling = new Map(recordTypeNames.split(' ').map(name => [name.toLowerCase(), name]))

/** The record type as the REST API Browser spells it, whatever the case: links and SuiteQL say `salesorder`. Unknown ones stay. */
export const toRecordType = (name: string): string => spelling.get(name.toLowerCase()) ?? name
