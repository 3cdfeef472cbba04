export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Where a client writes what it does. `console` is one.
 *
 * Gets names, numbers and routes with placeholders: never a secret, an id of a buyer's, or text that a vendor wrote.
 */
export interface Logger {
  /** Each answer. */
  debug(message: string, fields: LogFields): void
  /** What went wrong and is tried again. */
  warn(message: string, fields: LogFields): void
}
