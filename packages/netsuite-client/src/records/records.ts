import type { Priority } from '@tiktok-ns/client-kit'
import type { ListOptions } from './collection.js'
import type { AnyFields } from './field-types.js'
import type { RecordAddress } from './record-address.js'
import type { RecordLink } from './record-link.js'
import type { FieldsOf, LineOf, RecordOf, RecordType, SublistOf, TransformOf } from './record-type.js'

export interface RecordCallOptions {
  readonly signal?: AbortSignal | undefined
  /** Interactive calls go before normal ones, and those before bulk. Default `normal`. */
  readonly priority?: Priority | undefined
  /** For whom, for example a flow's name: callers of one priority take turns. */
  readonly caller?: string | undefined
}

export interface WriteOptions extends RecordCallOptions {
  /** Sublists that are replaced as a whole. Those not named are merged: lines with a known key change, others are added. */
  readonly replace?: readonly string[]
}

export interface GetOptions<Field extends string = string> extends RecordCallOptions {
  /** Sublists and subrecords in full. Not together with `fields`. */
  readonly expandSubResources?: boolean
  /** Only these body fields. */
  readonly fields?: readonly Field[]
}

/** A part of a record: `['item']`, `['item', 1]`, `['addressBook', 39, 'addressBookAddress']`. */
export type SubResourcePath = readonly [string, ...(string | number)[]]

/**
 * Records by internal or external id. Every write answers with the record's internal id.
 *
 * @see "Working with Records", SuiteTalk REST Web Services API Guide
 */
export interface Records {
  /** The record, as its form would show it. Empty fields are left out. */
  get<Type extends RecordType>(
    type: Type,
    address: RecordAddress,
    options?: GetOptions<(keyof RecordOf<Type> & string) | (string & {})>,
  ): Promise<RecordOf<Type>>
  /**
   * Makes a record. With an `externalId` among the fields, a repetition is an error of kind `duplicate`.
   *
   * Not repeated by itself after an unclear answer: look for the external id first.
   */
  create<Type extends RecordType>(
    type: Type,
    fields: FieldsOf<Type>,
    options?: WriteOptions,
  ): Promise<RecordLink>
  /** Changes the fields that are given; `null` clears one. */
  update<Type extends RecordType>(
    type: Type,
    address: RecordAddress,
    fields: FieldsOf<Type>,
    options?: WriteOptions,
  ): Promise<RecordLink>
  /**
   * Creates the record, or updates the one that carries the same external id.
   *
   * Safe to repeat only if sublists are named in `replace`: NetSuite adds lines without a key once more.
   */
  upsert<Type extends RecordType>(
    type: Type,
    externalId: string,
    fields: FieldsOf<Type>,
    options?: WriteOptions,
  ): Promise<RecordLink>
  /** Refused when other records depend on this one. */
  delete(type: RecordType, address: RecordAddress, options?: RecordCallOptions): Promise<void>
  /**
   * Ids of a record type, in no promised order; all of them, or those a filter lets through. Use SuiteQL to read fields of many.
   *
   * @see "Record Collection Filtering", SuiteTalk REST Web Services API Guide
   */
  list(type: RecordType, options?: ListOptions): AsyncGenerator<string>
  /** A sublist, a line or a subrecord on its own. */
  getPart(
    type: RecordType,
    address: RecordAddress,
    path: SubResourcePath,
    options?: Omit<GetOptions, 'fields'>,
  ): Promise<AnyFields>
  /** The lines of a sublist, with their keys. */
  getLines<Type extends RecordType, Sublist extends SublistOf<Type>>(
    type: Type,
    address: RecordAddress,
    sublist: Sublist,
    options?: RecordCallOptions,
  ): Promise<readonly LineOf<Type, Sublist>[]>
  /** Changes the lines with these keys (`line`, on payments `doc`) and leaves the others alone. */
  mergeLines<Type extends RecordType, Sublist extends SublistOf<Type>>(
    type: Type,
    address: RecordAddress,
    sublist: Sublist,
    lines: readonly LineOf<Type, Sublist>[],
    options?: RecordCallOptions,
  ): Promise<RecordLink>
  /** Adds lines. Not repeated by itself after an unclear answer. */
  appendLines<Type extends RecordType, Sublist extends SublistOf<Type>>(
    type: Type,
    address: RecordAddress,
    sublist: Sublist,
    lines: readonly LineOf<Type, Sublist>[],
    options?: RecordCallOptions,
  ): Promise<RecordLink>
  /** Makes these the only lines: those with a known key stay and change, the rest go. */
  replaceLines<Type extends RecordType, Sublist extends SublistOf<Type>>(
    type: Type,
    address: RecordAddress,
    sublist: Sublist,
    lines: readonly LineOf<Type, Sublist>[],
    options?: RecordCallOptions,
  ): Promise<RecordLink>
  /**
   * Makes a new record out of another: an order into its fulfilment, an invoice into its credit memo. What the source gives is
   * filled in first, then `fields`.
   *
   * Not repeated by itself after an unclear answer. One answer is a refusal although the record was made: see `mayBeDone`.
   *
   * @see "Transforming Records", SuiteTalk REST Web Services API Guide
   */
  transform<Type extends RecordType, Target extends TransformOf<Type>>(
    type: Type,
    address: RecordAddress,
    target: Target,
    fields?: FieldsOf<Target>,
    options?: WriteOptions,
  ): Promise<RecordLink>
  /** Attaches a contact or a file. From NetSuite 2026.1. */
  attach(
    type: RecordType,
    address: RecordAddress,
    what: 'contact' | 'file',
    id: RecordAddress,
    options?: RecordCallOptions,
  ): Promise<void>
  /** Takes a contact or a file off. From NetSuite 2026.1. */
  detach(
    type: RecordType,
    address: RecordAddress,
    what: 'contact' | 'file',
    id: RecordAddress,
    options?: RecordCallOptions,
  ): Promise<void>
}
