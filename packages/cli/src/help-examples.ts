import type { Command } from 'commander'

/** What each command's help shows. A test sees to it that none is without. */
const examples: Readonly<Record<string, readonly string[]>> = {
  init: [
    'tiktok-ns init my-shop',
    'tiktok-ns init my-shop --yes --shop-key US1 --account 123456_SB1',
    'tiktok-ns init my-shop --yes --flows tiktok-orders-to-netsuite-invoices,tiktok-cancellations-to-netsuite',
  ],
  connect: [
    'tiktok-ns connect us-shop --service-id 7000000000000000000 --port 4180',
    "tiktok-ns connect us-shop --code 'https://example.com/?code=ROW_abc&state=x'",
    'tiktok-ns connect books',
  ],
  doctor: ['tiktok-ns doctor', 'tiktok-ns doctor --json'],
  check: ['tiktok-ns check', 'tiktok-ns check flows/ --format github'],
  test: ['tiktok-ns test', 'tiktok-ns test flows/orders.flow.test.yaml'],
  run: [
    'tiktok-ns run orders',
    'tiktok-ns run orders --dry',
    'tiktok-ns run orders --ids 576461413038785752',
    'tiktok-ns run orders --since 2026-11-01T00:00:00Z --until 2026-11-08T00:00:00Z',
    'tiktok-ns run orders --since 2026-10-01T00:00:00Z --backfill',
  ],
  serve: ['tiktok-ns serve', 'tiktok-ns serve --host 0.0.0.0 --port 8787'],
  status: ['tiktok-ns status'],
  runs: [
    'tiktok-ns runs --flow orders',
    'tiktok-ns runs --written last',
    'tiktok-ns runs --flow-version 3fa0c81d --written',
  ],
  pause: ["tiktok-ns pause orders stock --why 'stock count'"],
  resume: ['tiktok-ns resume'],
  explain: ['tiktok-ns explain 576461413038785752', 'tiktok-ns explain TTS-US1-SO-576461413038785752 --full'],
  errors: ['tiktok-ns errors --since 24h', 'tiktok-ns errors show 576461413038785752'],
  'errors list': ['tiktok-ns errors list orders --kind missing --since 24h'],
  'errors show': ['tiktok-ns errors show 576461413038785752 --unmasked'],
  'errors resolve': ['tiktok-ns errors resolve 576461413038785752'],
  'errors assign': ['tiktok-ns errors assign 576461413038785752 kim'],
  'errors tag': ['tiktok-ns errors tag 576461413038785752 sku urgent'],
  'errors edit': ['tiktok-ns errors edit 576461413038785752 corrected.json'],
  retry: [
    'tiktok-ns retry --kind missing',
    'tiktok-ns retry 576461413038785752',
    'tiktok-ns retry 576461413038785752 --make-again',
  ],
  export: ['tiktok-ns export errors --to errors.csv --since 7d', 'tiktok-ns export runs --to runs.json'],
  prune: ['tiktok-ns prune'],
  forget: ['tiktok-ns forget 7494000000000000000 --yes'],
  cursor: ['tiktok-ns cursor', 'tiktok-ns cursor set orders 24h --yes'],
  'cursor show': ['tiktok-ns cursor show orders'],
  'cursor set': ['tiktok-ns cursor set orders 2026-11-01T00:00:00Z --yes'],
  audit: ['tiktok-ns audit --since 7d'],
  schema: ['tiktok-ns schema'],
  flow: ['tiktok-ns flow graph flows/orders.flow.yaml'],
  'flow graph': ['tiktok-ns flow graph flows/orders.flow.yaml'],
  sandbox: [
    'tiktok-ns sandbox --generate orders=500,seed=7',
    'tiktok-ns sandbox --clock 2026-01-31T08:00:00Z',
  ],
  demo: [
    'tiktok-ns demo',
    'tiktok-ns demo --day',
    'tiktok-ns demo --month',
    'tiktok-ns demo --faults --orders 200',
  ],
  sku: ['tiktok-ns sku report'],
  'sku report': ['tiktok-ns sku report', 'tiktok-ns sku report --all --as csv --out skus.csv'],
  settlement: ['tiktok-ns settlement reconcile --month 2026-03'],
  'settlement show': ['tiktok-ns settlement show 7494000000000000001'],
  'settlement reconcile': ['tiktok-ns settlement reconcile --month 2026-03 --as html --out march.html'],
  reconcile: [
    'tiktok-ns reconcile --day yesterday',
    'tiktok-ns reconcile --day 2026-11-25 --as csv --out day.csv',
  ],
  volume: ['tiktok-ns volume', 'tiktok-ns volume --months 12 --as csv --out volume.csv'],
  completion: ['tiktok-ns completion bash > ~/.local/share/bash-completion/completions/tiktok-ns'],
}

/** Puts examples under the help of every command that has some. */
export const addHelpExamples = (command: Command, path: readonly string[] = []): void => {
  for (const below of command.commands) {
    const own = [...path, below.name()]
    const lines = examples[own.join(' ')]
    if (lines !== undefined)
      below.addHelpText('after', `\nExamples:\n${lines.map(line => `  ${line}`).join('\n')}`)
    addHelpExamples(below, own)
  }
}
