import type { Failure } from '@tiktok-ns/flow-engine'

/** A carrier that TikTok takes for a delivery option. */
export interface ShippingProvider {
  readonly id: string
  readonly name: string
}

export interface CarrierRules {
  /** NetSuite's ship methods, by internal id or name, to TikTok's names of carriers. */
  readonly carriers: Readonly<Record<string, string>>
  /** The carrier where a shipment's ship method is not in the map, or it has none. */
  readonly fallbackCarrier: string
}

export interface ShipMethod {
  readonly id: string
  readonly name: string
}

/**
 * The carrier of a shipment among those that TikTok takes now. A ship method that has a carrier's very name needs no entry in the
 * map; anything less certain is a person's to decide.
 */
export const chooseCarrier = (
  method: ShipMethod,
  providers: readonly ShippingProvider[],
  { carriers, fallbackCarrier }: CarrierRules,
): ShippingProvider | Failure => {
  const mapped = entryOf(carriers, method)
  const wanted = mapped ?? (findByName(providers, method.name) === undefined ? fallbackCarrier : method.name)
  const found = findByName(providers, wanted)
  if (found !== undefined) return found
  const offered = providers.map(({ name }) => name).join(', ')
  const shown = method.name || method.id
  const why =
    mapped !== undefined
      ? `the ship method "${shown}" is mapped to the carrier "${mapped}", which TikTok does not take for this delivery option`
      : wanted !== ''
        ? `the setting fallbackCarrier names "${wanted}", which TikTok does not take for this delivery option`
        : shown === ''
          ? 'the shipment has no ship method, and no fallbackCarrier is set'
          : `no carrier is set for the ship method "${shown}"`
  return {
    kind: 'missing',
    message: why,
    hint: `Map it with the setting carriers, then retry. TikTok takes ${offered || 'no carrier at all'}.`,
  }
}

const entryOf = (
  carriers: Readonly<Record<string, string>>,
  { id, name }: ShipMethod,
): string | undefined => {
  if (id !== '' && Object.hasOwn(carriers, id)) return carriers[id]
  const key = Object.keys(carriers).find(each => name !== '' && plain(each) === plain(name))
  return key === undefined ? undefined : carriers[key]
}

const findByName = (providers: readonly ShippingProvider[], name: string): ShippingProvider | undefined =>
  name === '' ? undefined : providers.find(provider => plain(provider.name) === plain(name))

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()
