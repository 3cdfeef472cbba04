import { defineFunction } from '../define-function.js'

interface District {
  readonly address_level_name?: unknown
  readonly address_name?: unknown
}

interface Address {
  readonly district_info?: readonly District[]
}

/** The first level that is there, by the names given in order. */
const district = (address: Address, levels: readonly string[]): string => {
  const districts = address.district_info ?? []
  for (const level of levels) {
    const found = districts.find(entry => same(entry.address_level_name, level))
    if (typeof found?.address_name === 'string' && found.address_name.trim() !== '')
      return found.address_name.trim()
  }
  return ''
}

const same = (name: unknown, level: string): boolean =>
  typeof name === 'string' && name.trim().toLowerCase() === level.toLowerCase()

export const districtFunction = defineFunction({
  name: 'district',
  summary:
    'The part of a TikTok Shop address with one of these level names, the first that is there; else empty text.',
  overloads: [{ signature: 'district(dyn, list): string', call: district }],
  examples: [
    {
      expression: 'district(record, ["City", "Town"])',
      record: {
        district_info: [
          { address_level: 'L1', address_level_name: 'State', address_name: 'California' },
          { address_level: 'L3', address_level_name: 'City', address_name: 'San Jose' },
        ],
      },
      gives: 'San Jose',
    },
    { expression: 'district(record, ["City"])', record: {}, gives: '' },
  ],
})
