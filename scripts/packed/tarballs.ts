import { fileURLToPath } from 'node:url'

const tarball = (workspace: string): string =>
  fileURLToPath(new URL(`../../${workspace}/dist/pack.tgz`, import.meta.url))

/** What `pnpm lint:pack` leaves of each published package. */
export const tarballs = {
  'tiktok-client': tarball('packages/tiktok-client'),
  'netsuite-client': tarball('packages/netsuite-client'),
  'flow-engine': tarball('packages/flow-engine'),
  sandbox: tarball('packages/sandbox'),
  cli: tarball('packages/cli'),
  flows: tarball('flows'),
} as const
