export { defineNetSuiteConnector, type NetSuiteConnectorOptions, netsuiteConnector } from './connector.js'
export { netsuiteDescription } from './description.js'
