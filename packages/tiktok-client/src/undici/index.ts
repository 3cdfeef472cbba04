export { createUndiciTransport, type UndiciTransportOptions } from '@tiktok-ns/client-kit/undici'
