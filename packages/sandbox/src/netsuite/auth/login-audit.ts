/** Why a login was refused: what NetSuite tells only in its Login Audit Trail. */
export interface RefusedLogin {
  readonly atMs: number
  readonly by: 'token' | 'oauth2'
  readonly refused: string
}

export interface LoginAudit {
  add(entry: RefusedLogin): void
  /** The newest thousand, oldest first. */
  list(): readonly RefusedLogin[]
}

const capacity = 1_000

export const createLoginAudit = (): LoginAudit => {
  const entries: RefusedLogin[] = []
  return {
    add: entry => {
      entries.push(entry)
      if (entries.length > capacity) entries.shift()
    },
    list: () => entries,
  }
}
