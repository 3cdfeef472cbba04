export {
  defineTikTokShopConnector,
  keepGrant,
  type TikTokShopConnectorOptions,
  tiktokShopConnector,
} from './connector.js'
export { tiktokShopDescription } from './description.js'
