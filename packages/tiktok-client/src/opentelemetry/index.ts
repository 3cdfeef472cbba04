export { type OpenTelemetryOptions, openTelemetry } from '@tiktok-ns/client-kit/opentelemetry'
