import { createReadStream } from 'node:fs'
import { isPathOfOrders } from '../tiktok-shop/orders/unread-orders.js'
import { splitLines } from './split-lines.js'
import { fromLines } from './state-lines.js'

const readAtOnce = 1 << 20

/** A state or a seed in lines, of any size; orders stay unread until somebody asks for one. */
export const readLinesFile = async (path: string): Promise<unknown> => {
  const input = createReadStream(path, { highWaterMark: readAtOnce })
  try {
    return await fromLines(splitLines(input), isPathOfOrders)
  } finally {
    input.destroy()
  }
}
