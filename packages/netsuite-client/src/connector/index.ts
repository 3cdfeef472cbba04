export { netsuiteConnector } from './connector.js'
export { netsuiteDescription } from './description.js'
