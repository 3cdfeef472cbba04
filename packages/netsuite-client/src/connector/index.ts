export { defineNetSuiteConnector, type NetSuiteConnectorOptions, netsuiteConnector } from './connector.js'
export { netsuiteDescription } from './description.js'
export { openTokenStore, type TokenStoreOptions } from './open-token-store.js'
