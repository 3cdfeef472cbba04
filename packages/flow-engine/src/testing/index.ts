export { type ConnectorCase, type ConnectorSubject, connectorContract } from './connector-contract.js'
export { type FakeClock, fakeClock, type TestClock } from './fake-clock.js'
export {
  type FakeConnector,
  type FakeConnectorOptions,
  FakeVendorError,
  fakeConnector,
} from './fake-connector.js'
export type { Covered, FlowCoverage } from './flow-coverage.js'
export { type FlowTestSpec, flowTestSpec } from './flow-test-spec.js'
export {
  type FlowTestReport,
  type FlowTestResult,
  type FlowTestUpdate,
  type RunFlowTestsOptions,
  runFlowTests,
  updateFlowTests,
} from './run-flow-tests.js'
export { type StoreCase, storeContract } from './store-contract.js'
export type {
  OpenedWorld,
  TestWorld,
  TestWorldRequest,
  TestWorlds,
  WorldConnection,
  WorldProblem,
} from './test-world.js'
