import type { JsonObject } from '../json.js'
import type { Random } from '../random.js'
import { townsOf } from './towns.js'

/** Made-up people at made-up streets in real towns; telephone numbers that reach nobody. */
export interface Buyer {
  readonly userId: string
  readonly nickname: string
  readonly email: string
  readonly state: string
  readonly taxRatePerMillion: number
  readonly address: JsonObject
}

const firstNames = [
  'Ava',
  'Noah',
  'Mia',
  'Liam',
  'Zoe',
  'Eli',
  'Ruth',
  'Omar',
  'Ines',
  'Kai',
  'Lena',
  'Hugo',
] as const
const lastNames = [
  'Testerly',
  'Sampleton',
  'Fictano',
  'Mockford',
  'Exemplar',
  'Placeholt',
  "O'Dummy",
  'Núñez-Prueba',
] as const
const streets = [
  'Example Street',
  'Sample Avenue',
  'Placeholder Road',
  'Imaginary Lane',
  'Nowhere Boulevard',
] as const
const extras = ['', '', 'Apt 4B', 'Suite 210', 'Unit #7'] as const

export const makeBuyer = (random: Random, number: number, region: string): Buyer => {
  const { country, phone, towns } = townsOf(region)
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  const town = random.pick(towns)
  const line1 = `${random.integer(1, 9999)} ${random.pick(streets)}`
  const line2 = random.pick(extras)
  const stateCode = town.districts[0]?.[2] ?? ''
  const place = [town.city, [stateCode, town.postalCode].filter(Boolean).join(' '), country]
  return {
    userId: `7494${String(number).padStart(15, '0')}`,
    nickname: `shopper${number}`,
    email: `v${number.toString(36)}@scs.example.com`,
    state: stateCode,
    taxRatePerMillion: town.taxRatePerMillion,
    address: {
      name: `${first} ${last}`,
      first_name: first,
      last_name: last,
      phone_number: `${phone}${String(random.integer(0, 99)).padStart(2, '0')}`,
      address_line1: line1,
      address_line2: line2,
      address_detail: [line1, line2].filter(Boolean).join(' '),
      full_address: [line1, line2, ...place].filter(Boolean).join(', '),
      postal_code: town.postalCode,
      region_code: region,
      ...(region === 'GB' ? { post_town: town.city } : {}),
      district_info: [
        { address_level: 'L0', address_level_name: 'Country', address_name: country, iso_code: region },
        ...town.districts.map(([address_level_name, address_name, iso_code], index) => ({
          address_level: `L${index + 1}`,
          address_level_name,
          address_name,
          ...(iso_code === undefined ? {} : { iso_code }),
        })),
      ],
    },
  }
}
