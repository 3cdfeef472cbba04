export { type ConnectorFileReading, readConnectorFile } from './read-connector-file.js'
