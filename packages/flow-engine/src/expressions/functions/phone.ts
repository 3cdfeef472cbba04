import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { defineFunction } from '../define-function.js'
import { countryCodeOf } from '../regions/countries.js'

/** NetSuite refuses a phone number of fewer digits. */
const fewestDigits = 7

const phone = (text: string, country: string, placeholder?: string): string => {
  const plain = text.normalize('NFKC').trim()
  // The platform masks numbers with stars; what is left of one is no number, and must come through as it is.
  if (plain.includes('*')) return plain
  const code = countryCodeOf(country)
  const parsed = parsePhoneNumberFromString(
    plain.slice(0, 60),
    code !== undefined && isSupportedCountry(code) ? code : {},
  )
  if (parsed?.isPossible() === true) return parsed.format('E.164')
  const digits = plain.replace(/\D/g, '').length
  return placeholder !== undefined && digits < fewestDigits ? placeholder : plain
}

export const phoneFunction = defineFunction({
  name: 'phone',
  group: 'addresses',
  summary:
    'A phone number in international form (E.164), read as one of the country. Masked numbers and what cannot be read stay as they are; with a third value, numbers of fewer than seven digits become that.',
  overloads: [
    {
      signature: 'phone(string, string): string',
      call: (text: string, country: string) => phone(text, country),
    },
    { signature: 'phone(string, string, string): string', call: phone },
  ],
  examples: [
    { expression: 'phone("(+1)202-555-0123", "US")', gives: '+12025550123' },
    { expression: 'phone("020 7946 0958", "UK")', gives: '+442079460958' },
    { expression: 'phone("(+1)808*****50", "US")', gives: '(+1)808*****50' },
    { expression: 'phone("n/a", "US", "0000000")', gives: '0000000' },
    { expression: 'phone("call me", "US")', gives: 'call me' },
  ],
})
