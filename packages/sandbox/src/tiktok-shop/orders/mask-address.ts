import { isJsonObject, type Json } from '../../json.js'

const kept = new Set(['region_code', 'postal_code', 'district_info', 'post_town'])

/** Names, phone and street masked with `*`, first characters kept; where the place is stays readable. */
export const maskAddress = (address: Json): Json => {
  if (!isJsonObject(address)) return address
  return Object.fromEntries(
    Object.entries(address).map(([name, value]) => [name, kept.has(name) ? value : maskValue(value)]),
  )
}

const maskValue = (value: Json): Json => {
  if (typeof value === 'string') return value.replace(/(?<=\S)[^\s,()+-]/g, '*')
  return value
}
