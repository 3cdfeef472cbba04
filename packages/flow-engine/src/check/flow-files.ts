/** Reads the files that flows name: fragments, flows they extend, tables. Hosts supply it; without one, no file can be named. */
export interface FlowFiles {
  /**
   * @param path As written in the flow.
   * @param from The file in which it is written, as `checkFlow` was told.
   */
  read(path: string, from: string): FlowFileText | undefined
}

export interface FlowFileText {
  /** Shown in diagnostics, and `from` for the files it names itself. */
  readonly file: string
  readonly text: string
}

export const noFiles: FlowFiles = { read: () => undefined }
