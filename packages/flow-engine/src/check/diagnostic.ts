/** What is wrong with a file an author wrote, where, and what to do about it. */
export interface Diagnostic {
  /** Stable name of the problem, for tools. */
  readonly code: DiagnosticCode
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based. */
  readonly column: number
  /** What is wrong, in one sentence. */
  readonly problem: string
  /** What to do next. */
  readonly next?: string
}

export type DiagnosticCode =
  | 'yaml-syntax'
  | 'unsafe-yaml'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-value'
  | 'unknown-name'
  | 'duplicate-name'
  | 'expression-syntax'
  | 'expression-type'
  | 'expression-limit'
  | 'unknown-path'
  | 'wrong-pattern'
  | 'wrong-setting'
  | 'missing-secret'
  | 'literal-secret'
  | 'unused-setting'
  | 'unused-lookup'
  | 'unbounded-export'
  | 'unhandled-failure'
  | 'money-as-number'

/** Where something stands in a file. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Where something stands, and in which file. */
export interface SourcePlace extends Place {
  readonly file: string
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')
