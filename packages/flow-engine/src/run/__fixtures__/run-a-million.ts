import { createMemoryStore } from '../../memory-store/create-memory-store.js'
import { fakeConnector } from '../../testing/fake-connector.js'
import { flowOf } from '../../testing/flow-cases.js'
import { planOf } from '../../testing/sample-plan.js'
import { runFlow } from '../run-flow.js'

const pageSize = 250

/** What is in use once nothing can be freed any more; the program is run with `--expose-gc`. */
const usedMb = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1e6
}
const used = { first: 0, last: 0 }

/** Records are made as they are read. Together they take several times the heap. */
async function* pages() {
  used.first = usedMb()
  for (let start = 0; start < 1_000_000; start += pageSize) {
    yield {
      records: Array.from({ length: pageSize }, (_, index) => ({
        id: String(start + index),
        status: index === 0 ? 'PAID' : 'UNPAID',
      })),
    }
  }
  used.last = usedMb()
}

const steps = `
- filter: paid
  keep: record.status == "PAID"
- import: order
  into: erp.salesOrder
  externalId: \${record.id}
  payload: { memo: "\${record.status}" }
`
const shop = fakeConnector({ pages })
const erp = {
  ...fakeConnector(),
  importMany: async () => [{ status: 'written', change: 'created', ref: '1', answer: {} } as const],
}
// A store keeps what has been settled outside of the heap; this one keeps nothing at all.
const store = { ...createMemoryStore(), settlePage: async () => undefined }
const { counts } = await runFlow(planOf(flowOf(steps)), { connections: { shop, erp }, store })
process.stdout.write(JSON.stringify({ counts, grownMb: used.last - used.first }))
