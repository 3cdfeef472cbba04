/** A real town; the streets in it are made up. */
export interface Town {
  readonly city: string
  readonly postalCode: string
  /** From the state down to the county, as the market's addresses are divided: level name and name. */
  readonly districts: readonly (readonly [level: string, name: string, isoCode?: string])[]
  /** Sales tax on top of the price, in millionths; 0 where the price holds the tax. */
  readonly taxRatePerMillion: number
}

export interface TownsOfRegion {
  readonly country: string
  /** Before the number; the numbers are from ranges that are kept for fiction, or cannot be dialled. */
  readonly phone: string
  readonly towns: readonly [Town, ...Town[]]
}

const usTown = (
  state: string,
  code: string,
  county: string,
  city: string,
  postalCode: string,
  taxRatePerMillion: number,
): Town => ({
  city,
  postalCode,
  districts: [
    ['State', state, code],
    ['County', county],
    ['City', city],
  ],
  taxRatePerMillion,
})

const town = (postalCode: string, ...districts: readonly (readonly [string, string])[]): Town => ({
  city: districts.at(-1)?.[1] ?? '',
  postalCode,
  districts,
  taxRatePerMillion: 0,
})

const unitedStates: TownsOfRegion = {
  country: 'United States',
  phone: '(+1)555-01',
  towns: [
    usTown('California', 'CA', 'Los Angeles', 'Los Angeles', '90012', 95_000),
    usTown('Colorado', 'CO', 'Denver', 'Denver', '80202', 88_100),
    usTown('New York', 'NY', 'Kings', 'Brooklyn', '11201', 88_750),
    usTown('Texas', 'TX', 'Travis', 'Austin', '78701', 82_500),
    usTown('Oregon', 'OR', 'Multnomah', 'Portland', '97205', 0),
    usTown('Illinois', 'IL', 'Cook', 'Chicago', '60602', 102_500),
  ],
}

const townsByRegion: Readonly<Record<string, TownsOfRegion>> = {
  US: unitedStates,
  GB: {
    country: 'United Kingdom',
    phone: '(+44)79460009',
    towns: [
      town('LS1 4AP', ['Country', 'England'], ['County', 'West Yorkshire'], ['Town', 'Leeds']),
      town('EH1 1YZ', ['Country', 'Scotland'], ['County', 'Midlothian'], ['Town', 'Edinburgh']),
      town('CF10 3AT', ['Country', 'Wales'], ['County', 'South Glamorgan'], ['Town', 'Cardiff']),
    ],
  },
  DE: {
    country: 'Deutschland',
    phone: '(+49)301234000',
    towns: [
      town('10115', ['Bundesland', 'Berlin'], ['Stadt', 'Berlin']),
      town('80331', ['Bundesland', 'Bayern'], ['Stadt', 'München']),
      town('50667', ['Bundesland', 'Nordrhein-Westfalen'], ['Stadt', 'Köln']),
    ],
  },
  JP: {
    country: '日本',
    phone: '(+81)900000',
    towns: [
      town('100-0001', ['都道府県', '東京都'], ['市区町村', '千代田区']),
      town('530-0001', ['都道府県', '大阪府'], ['市区町村', '大阪市北区']),
    ],
  },
  ID: {
    country: 'Indonesia',
    phone: '(+62)8120000',
    towns: [
      town('10110', ['Province', 'DKI Jakarta'], ['City', 'Jakarta Pusat']),
      town('60271', ['Province', 'Jawa Timur'], ['City', 'Surabaya']),
    ],
  },
}

/** Regions whose shops can be made up. */
export const madeRegions: readonly string[] = Object.keys(townsByRegion)

/** @throws {TypeError} for a region that has no towns here */
export const townsOf = (region: string): TownsOfRegion => {
  const found = townsByRegion[region]
  if (!found)
    throw new TypeError(`No shop can be made up for "${region}"; known are ${madeRegions.join(', ')}`)
  return found
}
