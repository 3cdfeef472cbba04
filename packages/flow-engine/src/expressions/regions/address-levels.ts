/**
 * Which level of a TikTok Shop address is the city and which the state, by name, best first. Names are local and levels differ by
 * country (L2 is the county in the US), so the level's number says nothing.
 *
 * The names of the US and the UK have been seen in answers; the others are what the level is called there, and not yet seen.
 */
interface AddressLevels {
  readonly city: readonly string[]
  readonly state: readonly string[]
}

const anywhere: AddressLevels = {
  city: ['City', 'Town', 'Post Town', 'Municipality', 'City/Town', 'District', 'Locality', 'Village'],
  state: ['State', 'Province', 'Prefecture', 'Region', 'County'],
}

const levelsByCountry: Readonly<Record<string, AddressLevels>> = {
  US: { city: ['City', 'Town', 'Village', 'County'], state: ['State'] },
  GB: { city: ['Post Town', 'Town', 'City', 'Locality'], state: ['County'] },
  ID: { city: ['City', 'Regency', 'City/Regency', 'District'], state: ['Province'] },
  MY: { city: ['City', 'Town', 'District', 'Area'], state: ['State'] },
  PH: { city: ['City', 'Municipality', 'City/Municipality'], state: ['Province', 'Region'] },
  SG: { city: ['City', 'District'], state: [] },
  TH: { city: ['District', 'City', 'Amphoe', 'Khet'], state: ['Province', 'Changwat'] },
  VN: { city: ['District', 'City', 'Town', 'Ward'], state: ['Province', 'City'] },
  MX: { city: ['City', 'Municipality', 'Town', 'Neighborhood'], state: ['State'] },
  BR: { city: ['City', 'Municipality', 'Town'], state: ['State'] },
  JP: { city: ['City', 'Ward', 'Town', 'District'], state: ['Prefecture', 'Province'] },
}

export const addressLevelsOf = (country: string): AddressLevels => {
  const own = Object.hasOwn(levelsByCountry, country) ? levelsByCountry[country] : undefined
  return own === undefined
    ? anywhere
    : {
        city: [...own.city, ...anywhere.city],
        state: own.state.length === 0 ? [] : [...own.state, ...anywhere.state],
      }
}
