import { isRecord } from '../is-record.js'

/** One name of an address's `district_info`, with the code TikTok gives for it, if any. */
export interface District {
  readonly name: string
  readonly code?: string
}

/** The first level that is there, by the names given in order. */
export const districtOf = (address: unknown, levels: readonly string[]): District | undefined => {
  const districts =
    isRecord(address) && Array.isArray(address['district_info'])
      ? address['district_info'].filter(isRecord)
      : []
  for (const level of levels) {
    const found = districts.find(entry => same(entry['address_level_name'], level))
    const name = textOf(found?.['address_name'])
    if (name === '') continue
    const code = textOf(found?.['iso_code'])
    return code === '' ? { name } : { name, code }
  }
  return undefined
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

const same = (name: unknown, level: string): boolean =>
  typeof name === 'string' && name.trim().toLowerCase() === level.toLowerCase()
