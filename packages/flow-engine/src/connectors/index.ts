export {
  type ConnectorFileReading,
  connectorFileJsonSchema,
  readConnectorFile,
} from './read-connector-file.js'
