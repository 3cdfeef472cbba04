import assert from 'node:assert/strict'
import { failureKinds } from '../failures/failure.js'
import type { JsonObject } from '../json.js'
import type { CallContext, Connector, ExportRequest, ImportRequest } from '../ports/connector.js'

/** A connector with a system behind it that holds what is said here. */
export interface ConnectorSubject {
  readonly connector: Connector
  /** A resource that holds at least three records. */
  readonly export: {
    readonly resource: string
    /** The ids of all records, in any order. */
    readonly ids: readonly string[]
    /** A cursor field, and an instant at which some records are earlier and some are not. */
    readonly window?: { readonly field: string; readonly atMs: number; readonly earlier: readonly string[] }
    /** False where the system cannot read records by their ids. */
    readonly byIds?: boolean
    /** How many pages the system has been asked for so far, where that can be counted. */
    readonly pagesAsked?: () => number
  }
  readonly lookup?: { readonly name: string; readonly present: string; readonly absent: string }
  readonly import?: {
    readonly target: string
    readonly operation: string
    /** A payload the system takes; texts differ from each other so that records can be told apart. */
    readonly payload: (text: string) => JsonObject
    /** How many records the target holds now. */
    readonly count: () => number | Promise<number>
    /** False where the system cannot tell that a record is there already. */
    readonly refusesDuplicates?: boolean
    /** True where `ifExists: update` changes what is there. */
    readonly updates?: boolean
  }
}

/** One promise of a connector. `keep` rejects when the connector breaks it. */
export interface ConnectorCase {
  readonly name: string
  keep(subject: ConnectorSubject): Promise<void>
}

const calling = (signal: AbortSignal = new AbortController().signal): CallContext => ({ signal })

const read = async (
  { connector, export: { resource } }: ConnectorSubject,
  request: Partial<ExportRequest> = {},
): Promise<readonly (readonly JsonObject[])[]> => {
  const pages: (readonly JsonObject[])[] = []
  for await (const { records } of connector.exportPages({ resource, where: {}, ...request }, calling()))
    pages.push(records)
  return pages
}

const idsOf = (subject: ConnectorSubject, pages: readonly (readonly JsonObject[])[]): readonly string[] => {
  const field = subject.connector.description.resources[subject.export.resource]?.idField ?? 'id'
  return pages.flat().map(record => String(record[field]))
}

const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort()

const writing = (
  { import: target }: ConnectorSubject,
  items: ImportRequest['items'],
  ifExists?: ImportRequest['ifExists'],
): ImportRequest => ({
  target: target?.target ?? '',
  operation: target?.operation ?? '',
  items,
  ...(ifExists === undefined ? {} : { ifExists }),
})

const item = ({ import: target }: ConnectorSubject, key: string) => ({
  payload: target?.payload(key) ?? {},
  externalId: key,
  idempotencyKey: key,
})

/** What every connector promises. Run each case on a subject of its own. */
export const connectorContract: readonly ConnectorCase[] = [
  {
    name: 'its description is plain JSON, and every record schema knows the id field',
    keep: async ({ connector: { description } }) => {
      assert.deepEqual(JSON.parse(JSON.stringify(description)), description)
      assert.ok(description.name !== '' && description.title !== '')
      for (const [name, { record, idField, maxPageSize }] of Object.entries(description.resources)) {
        const properties = record['properties']
        if (typeof properties === 'object' && properties !== null)
          assert.ok(Object.hasOwn(properties, idField), `${name} has no ${idField}`)
        assert.ok(maxPageSize >= 1)
      }
    },
  },
  {
    name: 'an export gives every record once',
    keep: async subject => {
      assert.deepEqual(sorted(idsOf(subject, await read(subject))), sorted(subject.export.ids))
    },
  },
  {
    name: 'pages are no larger than asked for, and together they are everything',
    keep: async subject => {
      const pages = await read(subject, { pageSize: 2 })
      assert.ok(pages.every(page => page.length <= 2))
      assert.deepEqual(sorted(idsOf(subject, pages)), sorted(subject.export.ids))
    },
  },
  {
    name: 'pages are read as they are pulled',
    keep: async subject => {
      const { connector, export: exported } = subject
      const reader = connector
        .exportPages({ resource: exported.resource, where: {}, pageSize: 2 }, calling())
        [Symbol.asyncIterator]()
      const before = exported.pagesAsked?.() ?? 0
      await reader.next()
      if (exported.pagesAsked !== undefined) assert.equal(exported.pagesAsked(), before + 1)
      await reader.return?.()
    },
  },
  {
    name: 'records are read again by their ids, and unknown ids give none',
    keep: async subject => {
      if (subject.export.byIds === false) return
      const [first, , third] = subject.export.ids
      const wanted = [first ?? '', third ?? '']
      const found = await read(subject, { ids: [...wanted, 'nobody-has-this-id'] })
      assert.deepEqual(sorted(idsOf(subject, found)), sorted(wanted))
    },
  },
  {
    name: 'a window ends before its end and starts with its start',
    keep: async subject => {
      const { window, ids } = subject.export
      if (window === undefined) return
      const { field, atMs, earlier } = window
      const before = await read(subject, { window: { field, untilMs: atMs } })
      assert.deepEqual(sorted(idsOf(subject, before)), sorted(earlier))
      const since = await read(subject, { window: { field, fromMs: atMs, untilMs: atMs + 10 ** 12 } })
      assert.deepEqual(sorted(idsOf(subject, since)), sorted(ids.filter(id => !earlier.includes(id))))
    },
  },
  {
    name: 'what it does not have is an error that becomes a failure with words',
    keep: async ({ connector }) => {
      const pages = connector.exportPages({ resource: 'nothingOfThatName', where: {} }, calling())
      const error = await pages[Symbol.asyncIterator]()
        .next()
        .then(
          () => assert.fail('a resource that does not exist was read'),
          (thrown: unknown) => thrown,
        )
      const { kind, message } = connector.toFailure(error)
      assert.ok(failureKinds.includes(kind))
      assert.match(message, /nothingOfThatName/)
    },
  },
  {
    name: 'whatever is thrown becomes a failure of a known kind',
    keep: async ({ connector }) => {
      for (const thrown of [new Error('no'), 'text', undefined, null, 7, { kind: 'nonsense' }]) {
        const { kind, message } = connector.toFailure(thrown)
        assert.ok(failureKinds.includes(kind))
        assert.equal(typeof message, 'string')
      }
    },
  },
  {
    name: 'a lookup answers every key once, also those without a match',
    keep: async ({ connector, lookup }) => {
      if (lookup === undefined) return
      const { name, present, absent } = lookup
      const answers = await connector.lookupMany({ lookup: name, keys: [absent, present] }, calling())
      assert.deepEqual(sorted(answers.map(({ key }) => key)), sorted([absent, present]))
      const matches = new Map(answers.map(answer => [answer.key, answer.matches.length]))
      assert.deepEqual([matches.get(present), matches.get(absent)], [1, 0])
    },
  },
  {
    name: 'an import answers in the order of its items, and writes each',
    keep: async subject => {
      if (subject.import === undefined) return
      const before = await subject.import.count()
      const items = [item(subject, 'contract-1'), item(subject, 'contract-2')]
      const results = await subject.connector.importMany(writing(subject, items), calling())
      assert.deepEqual(
        results.map(({ status }) => status),
        ['written', 'written'],
      )
      assert.ok(results.every(result => result.status === 'written' && result.ref !== ''))
      assert.equal(await subject.import.count(), before + 2)
    },
  },
  {
    name: 'the same key written twice is one record',
    keep: async subject => {
      if (subject.import === undefined) return
      const before = await subject.import.count()
      const request = writing(subject, [item(subject, 'contract-1')], 'keep')
      const [first] = await subject.connector.importMany(request, calling())
      const [again] = await subject.connector.importMany(request, calling())
      assert.equal(await subject.import.count(), before + 1)
      assert.equal(first?.status, 'written')
      assert.equal(again?.status, 'written')
      if (again?.status === 'written') assert.equal(again.change, 'unchanged')
    },
  },
  {
    name: 'a record that is there already is refused where the flow says so',
    keep: async subject => {
      if (subject.import === undefined || subject.import.refusesDuplicates === false) return
      await subject.connector.importMany(writing(subject, [item(subject, 'contract-1')]), calling())
      const other = { ...item(subject, 'contract-1'), idempotencyKey: 'another-key' }
      const [result] = await subject.connector.importMany(writing(subject, [other], 'fail'), calling())
      assert.equal(result?.status, 'failed')
      if (result?.status === 'failed') assert.equal(result.failure.kind, 'duplicate')
    },
  },
  {
    name: 'a preview writes nothing, and says what writing would do',
    keep: async subject => {
      const { connector, import: target } = subject
      if (target === undefined || connector.previewMany === undefined) return
      const items = [item(subject, 'contract-1')]
      const foresee = async (request: ImportRequest) =>
        (await connector.previewMany?.(request, calling()))?.map(preview => preview?.would)
      const before = await target.count()
      const [foreseen] = (await foresee(writing(subject, items))) ?? []
      assert.equal(await target.count(), before)
      if (foreseen === undefined) return
      assert.equal(foreseen, 'create')
      await connector.importMany(writing(subject, items), calling())
      assert.deepEqual(await foresee(writing(subject, items, 'keep')), ['nothing'])
      assert.deepEqual(await foresee(writing(subject, items, 'update')), ['nothing'])
      if (target.refusesDuplicates !== false)
        assert.deepEqual(await foresee(writing(subject, items, 'fail')), ['fail'])
    },
  },
  {
    name: 'a preview names the fields that an update would change',
    keep: async subject => {
      const { connector, import: target } = subject
      if (target?.updates !== true || connector.previewMany === undefined) return
      await connector.importMany(writing(subject, [item(subject, 'contract-1')]), calling())
      const changed = { ...item(subject, 'contract-1'), payload: target.payload('contract-9') }
      const [preview] = await connector.previewMany(writing(subject, [changed], 'update'), calling())
      assert.equal(preview?.would, 'update')
      if (preview?.would !== 'update') return
      const named = preview.differences.flatMap(({ path }) => path.split('.')[0] ?? [])
      assert.ok(named.length > 0)
      assert.ok(named.every(name => Object.hasOwn(changed.payload, name)))
    },
  },
  {
    name: 'a cancelled call does nothing',
    keep: async subject => {
      const cancelled = calling(AbortSignal.abort())
      const { connector, export: exported } = subject
      const pages = connector.exportPages({ resource: exported.resource, where: {} }, cancelled)
      await assert.rejects(pages[Symbol.asyncIterator]().next())
      if (subject.import === undefined) return
      const before = await subject.import.count()
      await assert.rejects(connector.importMany(writing(subject, [item(subject, 'late')]), cancelled))
      assert.equal(await subject.import.count(), before)
    },
  },
  {
    name: 'a probe says in words whether the connection works',
    keep: async ({ connector }) => {
      const findings = await connector.probe(calling())
      assert.ok(findings.length > 0)
      assert.ok(findings.every(({ subject, message }) => subject !== '' && message !== ''))
    },
  },
]
