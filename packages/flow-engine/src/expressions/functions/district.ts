import { defineFunction } from '../define-function.js'
import { districtOf } from '../regions/district.js'

export const districtFunction = defineFunction({
  name: 'district',
  group: 'addresses',
  summary:
    'The part of a TikTok Shop address with one of these level names, the first that is there; else empty text.',
  overloads: [
    {
      signature: 'district(dyn, list): string',
      call: (address: unknown, levels: readonly string[]) => districtOf(address, levels)?.name ?? '',
    },
  ],
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
