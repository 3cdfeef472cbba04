type Item = Readonly<Record<string, unknown>>

export interface ItemGroup {
  /** The fields the items agree in. */
  readonly fields: Item
  readonly items: readonly Item[]
}

/** Gathers items that agree in the named fields, in order of first appearance. */
export const groupItems = (items: readonly Item[], fields: readonly string[]): readonly ItemGroup[] => {
  const groups = new Map<string, { readonly fields: Item; readonly items: Item[] }>()
  for (const item of items) {
    const own = Object.fromEntries(
      fields.map(field => [field, Object.hasOwn(item, field) ? item[field] : null]),
    )
    const key = JSON.stringify(
      Object.values(own).map(value => (typeof value === 'bigint' ? `${value}` : value)),
    )
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { fields: own, items: [item] })
    else group.items.push(item)
  }
  return [...groups.values()]
}
