import type { Json } from '../json.js'

/** CEL source, already type-checked. */
export type ExpressionSource = string

/**
 * A JSON value whose strings may hold `${...}`.
 *
 * - A string that is only `${...}` keeps its value's type; an empty optional (`${record.?buyer_email}`) leaves the field out.
 * - An object with `$each: line in record.lines` becomes a list: the rest of the object once for every element.
 * - An object with `$if: expression` is left out when the expression is false; `$value` beside it gives something that is
 *   not an object: `{ $if: "record.discount != '0.00'", $value: "${record.discount}" }`.
 * - `$also: ${fieldsFrom(record, settings.customFields)}` adds the fields of an object to those written
 *   beside it, which win.
 */
export type Template = Json
