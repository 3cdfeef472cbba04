/** What the tool's exit code says to a script. Stable. */
export const exitCode = {
  done: 0,
  someRecordsFailed: 1,
  wrongInput: 2,
  systemUnreachable: 3,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
