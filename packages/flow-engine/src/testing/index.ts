export { type FakeClock, fakeClock } from './fake-clock.js'
export {
  type FakeConnector,
  type FakeConnectorOptions,
  FakeVendorError,
  fakeConnector,
} from './fake-connector.js'
export { type StoreCase, storeContract } from './store-contract.js'
