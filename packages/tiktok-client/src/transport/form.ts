/** Fields and files of a multipart request. */
export type Form = Readonly<Record<string, string | FormFile | undefined>>

export interface FormFile {
  readonly name: string
  readonly content: Uint8Array
  /** For example `image/png`; TikTok looks at the content too. */
  readonly type?: string | undefined
}

export const toFormData = (form: Form): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(form)) {
    if (typeof value === 'string') data.append(name, value)
    else if (value !== undefined) {
      const type = value.type ?? 'application/octet-stream'
      data.append(name, new Blob([new Uint8Array(value.content)], { type }), value.name)
    }
  }
  return data
}
