import type { JsonObject } from '../json.js'
import type { Random } from '../random.js'

/** Made-up people at made-up streets in real towns; telephone numbers from the range kept for fiction. */
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

interface Town {
  readonly state: string
  readonly code: string
  readonly county: string
  readonly city: string
  readonly postalCode: string
  readonly taxRatePerMillion: number
}

const towns: readonly [Town, ...Town[]] = [
  {
    state: 'California',
    code: 'CA',
    county: 'Los Angeles',
    city: 'Los Angeles',
    postalCode: '90012',
    taxRatePerMillion: 95_000,
  },
  {
    state: 'Colorado',
    code: 'CO',
    county: 'Denver',
    city: 'Denver',
    postalCode: '80202',
    taxRatePerMillion: 88_100,
  },
  {
    state: 'New York',
    code: 'NY',
    county: 'Kings',
    city: 'Brooklyn',
    postalCode: '11201',
    taxRatePerMillion: 88_750,
  },
  {
    state: 'Texas',
    code: 'TX',
    county: 'Travis',
    city: 'Austin',
    postalCode: '78701',
    taxRatePerMillion: 82_500,
  },
  {
    state: 'Oregon',
    code: 'OR',
    county: 'Multnomah',
    city: 'Portland',
    postalCode: '97205',
    taxRatePerMillion: 0,
  },
  {
    state: 'Illinois',
    code: 'IL',
    county: 'Cook',
    city: 'Chicago',
    postalCode: '60602',
    taxRatePerMillion: 102_500,
  },
]

export const makeBuyer = (random: Random, number: number): Buyer => {
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  const town = random.pick(towns)
  const line1 = `${random.integer(1, 9999)} ${random.pick(streets)}`
  const line2 = random.pick(extras)
  return {
    userId: `7494${String(number).padStart(15, '0')}`,
    nickname: `shopper${number}`,
    email: `v${number.toString(36)}@scs.example.com`,
    state: town.code,
    taxRatePerMillion: town.taxRatePerMillion,
    address: {
      name: `${first} ${last}`,
      first_name: first,
      last_name: last,
      phone_number: `(+1)555-01${String(random.integer(0, 99)).padStart(2, '0')}`,
      address_line1: line1,
      address_line2: line2,
      address_detail: [line1, line2].filter(Boolean).join(' '),
      full_address: [line1, line2, town.city, `${town.code} ${town.postalCode}`, 'United States']
        .filter(Boolean)
        .join(', '),
      postal_code: town.postalCode,
      region_code: 'US',
      district_info: [
        { address_level: 'L0', address_level_name: 'Country', address_name: 'United States', iso_code: 'US' },
        { address_level: 'L1', address_level_name: 'State', address_name: town.state, iso_code: town.code },
        { address_level: 'L2', address_level_name: 'County', address_name: town.county },
        { address_level: 'L3', address_level_name: 'City', address_name: town.city },
      ],
    },
  }
}
