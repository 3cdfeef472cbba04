export {
  type MemoryCollectionOptions,
  type MemoryConnector,
  type MemoryConnectorOptions,
  memoryConnector,
} from './memory-connector.js'
