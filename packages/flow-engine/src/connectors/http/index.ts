export { httpConnector } from './http-connector.js'
export { type HttpConnectorSpec, httpConnectorSpec } from './http-spec.js'
