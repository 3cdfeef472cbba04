export { type RunTelemetryOptions, runTelemetry } from './run-telemetry.js'
