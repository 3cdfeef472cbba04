/** The store's file cannot be used. Says what is wrong with it and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** Trying again later does not help: somebody has to do something about the file. */
  readonly lasting: boolean

  constructor(
    message: string,
    { lasting = true, cause }: { readonly lasting?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.lasting = lasting
  }
}

/** SQLite's words for the troubles an operator can do something about. */
const causes: readonly { readonly pattern: RegExp; readonly advice: string; readonly lasting: boolean }[] = [
  {
    pattern: /not a database|malformed|corrupt/i,
    advice: 'the file is damaged or no store; restore a backup, or move it away to begin anew',
    lasting: true,
  },
  {
    pattern: /disk.*full|ENOSPC/i,
    advice: 'the disk is full; free some space, nothing kept so far is lost',
    lasting: false,
  },
  {
    pattern: /disk I\/O error/i,
    advice:
      'the disk takes or gives nothing: it may be full, over a quota, or failing; nothing kept so far is lost',
    lasting: false,
  },
  {
    pattern: /readonly|read-only|EACCES|permission/i,
    advice: 'the file or its folder cannot be written; check the permissions',
    lasting: true,
  },
  {
    pattern: /unable to open|cannot open|ENOENT/i,
    advice: 'the file cannot be opened; check that its folder exists',
    lasting: true,
  },
  {
    pattern: /locked|busy/i,
    advice: 'another process holds the file for long; stop it and try again',
    lasting: false,
  },
]

export const toStoreError = (error: unknown, path: string): StoreError => {
  if (error instanceof StoreError) return error
  const message = error instanceof Error ? error.message : String(error)
  const { advice, lasting } = causes.find(({ pattern }) => pattern.test(message)) ?? {
    advice: 'see the cause',
    lasting: false,
  }
  return new StoreError(`The store ${path} cannot be used: ${advice} (${message})`, { lasting, cause: error })
}
