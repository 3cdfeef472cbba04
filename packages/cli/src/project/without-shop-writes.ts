import type { Connector } from '@tiktok-ns/flow-engine'

const held = 'a back-fill writes nothing into TikTok Shop'

/** The same connections, but nothing is written into a shop: old orders are not shipped, answered or numbered there once more. */
export const withoutShopWrites = (
  connections: ReadonlyMap<string, Connector>,
): ReadonlyMap<string, Connector> =>
  new Map(
    [...connections].map(([name, connector]) =>
      connector.description.name === 'tiktok-shop' ? [name, withoutWrites(connector)] : [name, connector],
    ),
  )

const withoutWrites = (connector: Connector): Connector => {
  const { previewMany, parseWebhook } = connector
  return {
    description: connector.description,
    exportPages: (request, context) => connector.exportPages(request, context),
    lookupMany: (request, context) => connector.lookupMany(request, context),
    importMany: async ({ items }) => items.map(() => ({ status: 'ignored', reason: held })),
    ...(previewMany === undefined
      ? {}
      : { previewMany: (request, context) => previewMany.call(connector, request, context) }),
    ...(parseWebhook === undefined ? {} : { parseWebhook: request => parseWebhook.call(connector, request) }),
    probe: context => connector.probe(context),
    toFailure: error => connector.toFailure(error),
  }
}
