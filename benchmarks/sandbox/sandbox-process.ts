import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { makeLargeShop } from '../sweep/large-shop.js'
import type { SandboxOptions } from './start-sandbox.js'

/** The program behind `startSandbox` of this folder. */
const { shop, large, netsuite, ...options }: SandboxOptions = JSON.parse(process.argv[2] ?? '{}')
const { seed, netsuiteIds } =
  large === undefined ? makeShop(shop) : { seed: makeLargeShop(large), netsuiteIds: {} }
const { tiktokShopUrl, netsuiteUrl, close } = await startSandbox({
  ...options,
  seed: { ...seed, netsuite: { ...seed.netsuite, ...netsuite } },
})

console.log(JSON.stringify({ tiktokShopUrl, netsuiteUrl, netsuiteIds }))
process.stdin.resume().on('end', () => void close())
