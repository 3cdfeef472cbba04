import { describeTransport } from '../testing/transport-contract.js'
import { createUndiciTransport } from './undici-transport.js'

describeTransport('undici', () => createUndiciTransport())
