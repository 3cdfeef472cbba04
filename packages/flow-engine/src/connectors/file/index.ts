export { fileConnector } from './file-connector.js'
export { type FileConnectorSpec, fileConnectorSpec } from './file-spec.js'
