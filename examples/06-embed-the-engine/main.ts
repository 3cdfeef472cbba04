import {
  checkFlow,
  compileFlow,
  createMemoryStore,
  defineHook,
  type RunObserver,
  retryParked,
  runFlow,
} from '@tiktok-ns/flow-engine'
import { memoryConnector } from '@tiktok-ns/flow-engine/connectors/memory'

// Your systems. A connector of your own goes in the same place (example 05).
const crm = memoryConnector({
  name: 'crm',
  collections: {
    people: {
      records: [
        { id: '1', name: 'Ada' },
        { id: '2', name: '' },
        { id: '3', name: 'Grace' },
      ],
    },
  },
})
const mail = memoryConnector({ name: 'mail', collections: { letters: {} } })
const connectors = [crm.description, mail.description]

// Your code, where the language has no word for it.
let anonymous = 'nobody'
const hooks = {
  greet: defineHook({
    over: 'record',
    summary: 'Finds the words for a person.',
    run: ({ record }) => {
      const name = record['name'] === '' ? anonymous : record['name']
      if (name === 'nobody') throw new Error('there is nobody to greet')
      return { answer: { text: `Dear ${String(name)}` } }
    },
  }),
}

const { spec, diagnostics } = checkFlow({
  file: 'greetings.flow.yaml',
  connectors,
  hooks,
  text: `
flow: greetings
summary: Everybody gets a letter.
connections: { crm: crm, mail: mail }
export: { from: crm.people, traceKey: "\${record.id}" }
steps:
  - hook: greeting
    run: greet
  - import: letter
    into: mail.letters
    operation: create
    externalId: LETTER-\${record.id}
    payload: { text: "\${steps.greeting.text}" }
onFailure: { unknown: park }
`,
})
if (spec === undefined) throw new Error(JSON.stringify(diagnostics))
const { plan } = compileFlow(spec, {
  connectors,
  connections: { crm: { key: 'CRM' }, mail: { key: 'MAIL' } },
})
if (plan === undefined) throw new Error('unbound')

// Your observer: a progress bar, a log, metrics.
const observer: RunObserver = {
  observe: event => {
    if (event.type !== 'recordSettled') return
    const { outcome } = event
    const why = outcome.status === 'failed' ? `: ${outcome.failure.message}` : ''
    console.log(`${outcome.traceKey} ${outcome.status}${why}`)
  },
}

// Your store: in memory here, `openSqliteStore` of /sqlite-store on a disk, or one of your own that passes `storeContract`.
const host = {
  connections: { crm: crm.connect({}, {}), mail: mail.connect({}, {}) },
  store: createMemoryStore(),
  hooks,
  observer,
}

console.log(JSON.stringify((await runFlow(plan, host)).counts))

// One bad record stops only itself. It is parked with what it needs, and tried again once somebody has helped.
anonymous = 'friend'
console.log(JSON.stringify((await retryParked(plan, host)).counts))
console.log(
  mail
    .records('letters')
    .map(({ text }) => text)
    .join(', '),
)
