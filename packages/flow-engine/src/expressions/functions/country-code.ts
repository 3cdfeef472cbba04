import { defineFunction } from '../define-function.js'
import { countryCodeOf } from '../regions/countries.js'

export const countryCodeFunction = defineFunction({
  name: 'countryCode',
  group: 'addresses',
  summary:
    'The two-letter code of a country, from its code or its name. TikTok Shop says UK where the code is GB. Fails for a name that is not in the table.',
  overloads: [
    {
      signature: 'countryCode(string): string',
      call: (country: string) => {
        const code = countryCodeOf(country)
        if (code !== undefined) return code
        throw new TypeError(`"${country.slice(0, 40)}" is no country of the table; write its two-letter code`)
      },
    },
  ],
  examples: [
    { expression: 'countryCode("UK")', gives: 'GB' },
    { expression: 'countryCode("México")', gives: 'MX' },
    { expression: 'countryCode("vn")', gives: 'VN' },
    { expression: 'countryCode("Atlantis")', fails: '"Atlantis" is no country of the table' },
  ],
})
