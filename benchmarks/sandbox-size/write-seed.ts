import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { MadeSeed } from '@tiktok-ns/sandbox'

/** Writes a seed as lines: its orders, items and sales orders one to a line, everything else on the first. */
export const writeSeed = async (path: string, { tiktokShop, netsuite }: MadeSeed): Promise<number> => {
  const [shop] = tiktokShop?.shops ?? []
  const { inventoryItem = [], salesOrder = [], ...others } = netsuite?.records ?? {}
  const records = { ...others, inventoryItem: [], salesOrder: [] }
  const file = createWriteStream(path)
  const write = async (value: unknown): Promise<void> => {
    if (!file.write(`${JSON.stringify(value)}\n`)) await once(file, 'drain')
  }
  await write({
    tiktokShop: { ...tiktokShop, shops: [{ ...shop, orders: [] }] },
    netsuite: { ...netsuite, records },
  })
  for (const [rowsOf, rows] of [
    [['tiktokShop', 'shops', '0', 'orders'], shop?.orders ?? []],
    [['netsuite', 'records', 'inventoryItem'], inventoryItem],
    [['netsuite', 'records', 'salesOrder'], salesOrder],
  ] as const) {
    await write({ rowsOf })
    for (const row of rows) await write(row)
  }
  file.end()
  await once(file, 'close')
  return file.bytesWritten
}
