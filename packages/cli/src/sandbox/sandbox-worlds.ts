import type { TestWorlds } from '@tiktok-ns/flow-engine/testing'
import { shippedConnectors } from '../connectors.js'

/** The sandbox as the world of test cases with a seed. Most tests have none, and need not wait for it to load. */
export const sandboxWorlds: TestWorlds = {
  connectors: shippedConnectors.map(({ description }) => description.name),
  open: async request => {
    const { openSandboxWorld } = await import('./open-sandbox-world.js')
    return openSandboxWorld(request)
  },
}
