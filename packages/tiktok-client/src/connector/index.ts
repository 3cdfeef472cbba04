export { tiktokShopConnector } from './connector.js'
export { tiktokShopDescription } from './description.js'
