import { cutText } from '../cut-text.js'
import { defineFunction } from '../define-function.js'
import { isRecord } from '../is-record.js'
import { addressLevelsOf } from '../regions/address-levels.js'
import { countryCodeOf } from '../regions/countries.js'
import { districtOf, textOf } from '../regions/district.js'
import { stateCodeOf } from '../regions/states.js'

/** Characters a field of NetSuite's address holds. Accounts may differ, so a flow can give its own. */
const defaultLimits: Readonly<Record<string, number>> = {
  addressee: 83,
  addr1: 150,
  addr2: 150,
  addr3: 150,
  city: 50,
  state: 50,
  zip: 36,
  addrPhone: 32,
}

const toNetSuiteAddress = (address: unknown, ownLimits: unknown = {}): Readonly<Record<string, unknown>> => {
  if (!isRecord(address))
    throw new TypeError('netsuiteAddress() wants an address, such as record.recipient_address')
  const field = (name: string): string => textOf(address[name])
  const country = countryCodeOf(field('region_code') || field('region')) ?? ''
  const levels = addressLevelsOf(country)
  const state = districtOf(address, levels.state)
  const city = field('post_town') || (districtOf(address, levels.city)?.name ?? '')
  const [addr1, addr2, addr3] = streetLines(address)
  const texts = {
    addressee: field('name') || [field('first_name'), field('last_name')].filter(Boolean).join(' '),
    addr1,
    addr2,
    addr3,
    city,
    state:
      state === undefined
        ? ''
        : (stateCodeOf(state.code ?? '', country) ?? stateCodeOf(state.name, country) ?? state.name),
    zip: field('postal_code'),
    addrPhone: field('phone_number'),
  }
  const limits = { ...defaultLimits, ...toLimits(ownLimits) }
  const cut = Object.entries(texts).flatMap(([name, text]) =>
    text === undefined || text === '' ? [] : [[name, cutText(text, limits[name] ?? 150)] as const],
  )
  return { ...Object.fromEntries(cut), ...(country === '' ? {} : { country: { id: country } }) }
}

/** NetSuite has three lines; Brazil uses four, so what is left joins the third. Without lines, the whole address is one. */
const streetLines = (address: Readonly<Record<string, unknown>>): readonly (string | undefined)[] => {
  const lines = ['address_line1', 'address_line2', 'address_line3', 'address_line4']
    .map(name => textOf(address[name]))
    .filter(Boolean)
  if (lines.length === 0) return [textOf(address['address_detail']) || textOf(address['full_address'])]
  const [first, second, ...rest] = lines
  return [first, second, rest.join(', ')]
}

const toLimits = (limits: unknown): Readonly<Record<string, number>> =>
  isRecord(limits)
    ? Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, Number(limit)]))
    : {}

const jane = {
  name: 'Jane Sample',
  phone_number: '(+1)202-555-0123',
  address_line1: '100 Main St',
  postal_code: '78701',
  region_code: 'US',
  district_info: [
    { address_level: 'L0', address_level_name: 'Country', address_name: 'United States' },
    { address_level: 'L1', address_level_name: 'State', address_name: 'Texas' },
    { address_level: 'L2', address_level_name: 'County', address_name: 'Travis' },
    { address_level: 'L3', address_level_name: 'City', address_name: 'Austin' },
  ],
}

export const netsuiteAddressFunction = defineFunction({
  name: 'netsuiteAddress',
  group: 'addresses',
  summary:
    "A TikTok Shop address as the fields of NetSuite's address, each cut to what the field holds, with codes for state and country. Blank fields are left out. Give a map of limits where your account holds fewer characters.",
  overloads: [
    { signature: 'netsuiteAddress(dyn): map', call: (address: unknown) => toNetSuiteAddress(address) },
    { signature: 'netsuiteAddress(dyn, map): map', call: toNetSuiteAddress },
  ],
  examples: [
    {
      expression: 'netsuiteAddress(record)',
      record: jane,
      gives: {
        addressee: 'Jane Sample',
        addr1: '100 Main St',
        city: 'Austin',
        state: 'TX',
        zip: '78701',
        addrPhone: '(+1)202-555-0123',
        country: { id: 'US' },
      },
    },
    {
      expression: 'netsuiteAddress(record, {"addressee": 4})',
      record: { name: 'Jane Sample', post_town: 'Leeds', region_code: 'UK' },
      gives: { addressee: 'Jane', city: 'Leeds', country: { id: 'GB' } },
    },
    { expression: 'netsuiteAddress("Main St")', fails: 'netsuiteAddress() wants an address' },
  ],
})
