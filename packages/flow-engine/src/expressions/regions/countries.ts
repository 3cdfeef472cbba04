import { foldText } from '../fold-text.js'

/** ISO 3166-1 codes of the countries TikTok Shop sells in, with the names people write, folded. */
const namesByCode: Readonly<Record<string, readonly string[]>> = {
  AT: ['austria', 'osterreich'],
  BE: ['belgium', 'belgie', 'belgique'],
  BR: ['brazil', 'brasil'],
  CA: ['canada'],
  DE: ['germany', 'deutschland'],
  ES: ['spain', 'espana'],
  FR: ['france'],
  GB: ['uk', 'united kingdom', 'great britain', 'england', 'scotland', 'wales', 'northern ireland'],
  ID: ['indonesia'],
  IE: ['ireland', 'eire', 'republic of ireland'],
  IT: ['italy', 'italia'],
  JP: ['japan', '日本'],
  MX: ['mexico'],
  MY: ['malaysia'],
  NL: ['netherlands', 'nederland', 'the netherlands'],
  PH: ['philippines', 'pilipinas', 'the philippines'],
  PL: ['poland', 'polska'],
  PT: ['portugal'],
  SG: ['singapore'],
  TH: ['thailand', 'ประเทศไทย', 'ไทย'],
  US: ['usa', 'united states', 'united states of america'],
  VN: ['vietnam', 'viet nam'],
}

const codeByName: ReadonlyMap<string, string> = new Map(
  Object.entries(namesByCode).flatMap(([code, names]) => names.map(name => [foldText(name), code] as const)),
)

/** The two-letter code for a code or a name; undefined for a name that is not in the table. */
export const countryCodeOf = (country: string): string | undefined => {
  const known = codeByName.get(foldText(country))
  if (known !== undefined) return known
  const code = country.trim().toUpperCase()
  return /^[A-Z]{2}$/.test(code) ? code : undefined
}
