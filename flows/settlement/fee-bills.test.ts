import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'

const asLines = { mode: 'journal', accounts: { ...sampleAccounts, payable: '2000' } }

const openWithVendor = async (): Promise<{ world: StatementWorld; asBill: JsonObject }> => {
  const world = openStatementWorld()
  const vendor = await world.netsuite.add('vendor', { companyName: 'TikTok', isPerson: false })
  return { world, asBill: { ...asLines, feesAs: 'vendorBill', vendor } }
}

/** The worked example with another administration fee of its refund. */
const withRefundFee = (fee: string, feeTotal: string, settlement: string): readonly JsonObject[] =>
  workedRows.map(row =>
    row['id'] === 'C'
      ? {
          ...row,
          fee_tax_amount: feeTotal,
          settlement_amount: settlement,
          fee_tax_breakdown: {
            fee: {
              referral_fee_amount: '2.16',
              refund_administration_fee_amount: fee,
              affiliate_commission_amount: '3.60',
            },
            tax: {},
          },
        }
      : row,
  )

const dearer = withRefundFee('-0.50', '5.26', '-35.84')
const cheaper = withRefundFee('-0.40', '5.36', '-35.74')

/** What the books have where fees are lines of the entry. */
const booksOf = async (rows: readonly JsonObject[]) => {
  const world = openStatementWorld()
  await world.putStatement('1001', rows)
  await world.run(statementsToBooks, asLines)
  return world.balances()
}

const idsOf = async (world: StatementWorld, type: string): Promise<readonly string[]> =>
  (await world.netsuite.list(type)).map(record => String(record['externalId'])).sort()

test('fees are a bill of the vendor, which the entry pays off payables: the ledger is the same to the cent', async () => {
  const { world, asBill } = await openWithVendor()
  await world.putStatement('1001', workedRows)

  const report = await world.run(statementsToBooks, asBill)

  expect(report.counts).toMatchObject({ written: 1, failed: 0 })
  expect(world.balances()).toEqual(await booksOf(workedRows))
  expect(world.netsuite.ledger.balance('2000')).toBe('0.00')
  const [bill, ...others] = await world.netsuite.list('vendorBill')
  expect(others).toEqual([])
  expect(bill).toMatchObject({
    externalId: 'TTS-US1-BILL-1001',
    tranId: '1001',
    tranDate: '2026-03-15',
    entity: { id: asBill['vendor'] },
    total: 27.85,
    expense: {
      items: [
        { account: { id: '6110' }, amount: 7.92, memo: 'fee.referral' },
        { account: { id: '6120' }, amount: 4.65, memo: 'fee.affiliate' },
        { account: { id: '6130' }, amount: 0.43, memo: 'fee.refund_admin' },
        { account: { id: '6160' }, amount: 4.85, memo: 'fbt.fulfilment' },
        { account: { id: '6170' }, amount: 10, memo: 'fee.ads' },
      ],
    },
  })
  const [entry] = await world.netsuite.list('journalEntry')
  expect(entry).toMatchObject({
    line: {
      items: expect.arrayContaining([expect.objectContaining({ account: { id: '2000' }, debit: 27.85 })]),
    },
  })

  await world.run(statementsToBooks, asBill, { again: true, fromMs: 0 })
  expect(await idsOf(world, 'vendorBill')).toHaveLength(1)
  const { ties, document } = await readMonthReconciliation(
    { ...world.connectors, shopKey: 'US1', settings: asBill, signal: new AbortController().signal },
    '2026-03',
  )
  expect(document.notes).toEqual([])
  expect(ties).toBe(true)
})

test('fees that changed are another bill, or a credit; reversed and posted anew where that is wanted', async () => {
  const { world, asBill } = await openWithVendor()
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, asBill)

  await world.putStatement('1001', dearer)
  await world.run(statementsToBooks, { ...asBill, onChange: 'hold' })
  expect((await world.parked())[0]?.failure.message).toContain('TikTok changed this statement')
  await world.retry(statementsToBooks, asBill)
  expect(await world.netsuite.get('vendorBill', 'eid:TTS-US1-BILL-1001-adj1')).toMatchObject({
    expense: { items: [{ account: { id: '6130' }, amount: 0.07 }] },
  })
  expect(world.balances()).toEqual(await booksOf(dearer))

  await world.putStatement('1001', cheaper)
  await world.run(statementsToBooks, asBill)
  expect(await world.netsuite.get('vendorCredit', 'eid:TTS-US1-BILL-1001-adj2')).toMatchObject({
    expense: { items: [{ account: { id: '6130' }, amount: 0.1 }] },
  })
  expect(world.balances()).toEqual(await booksOf(cheaper))

  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, { ...asBill, onChange: 'reverseAndRepost' })
  expect(await idsOf(world, 'vendorCredit')).toEqual(['TTS-US1-BILL-1001-adj2', 'TTS-US1-BILL-1001-adj3'])
  expect(await idsOf(world, 'vendorBill')).toContain('TTS-US1-BILL-1001-adj3-2')
  expect(world.balances()).toEqual(await booksOf(workedRows))
  expect(world.netsuite.ledger.balance('2000')).toBe('0.00')

  const again = await world.run(statementsToBooks, asBill, { again: true, fromMs: 0 })
  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
})

test.each([0, 1, 2, 3, 4])(
  'a run that is cut off after %i documents is finished by the next, nothing twice',
  async written => {
    const { world, asBill } = await openWithVendor()
    const inParts = { ...asBill, maxLines: 4 }
    await world.putStatement('1001', workedRows)
    world.sandbox.faults.add({
      system: 'netsuite',
      method: 'POST',
      path: '/services/rest/record/v1/*',
      skip: written,
      fault: { kind: 'status', status: 403 },
    })
    await world.run(statementsToBooks, inParts)
    world.sandbox.faults.clear()

    await world.run(statementsToBooks, inParts, { again: true, fromMs: 0 })
    await world.retry(statementsToBooks, inParts)

    expect(await idsOf(world, 'vendorBill')).toEqual(['TTS-US1-BILL-1001', 'TTS-US1-BILL-1001-2'])
    expect(world.balances()).toEqual(await booksOf(workedRows))
    expect(await world.parked()).toEqual([])
  },
)

test('a statement whose fees are lines of its entry stays so, and one that has a bill keeps it', async () => {
  const { world, asBill } = await openWithVendor()
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, asLines)
  await world.run(statementsToBooks, asBill, { again: true, fromMs: 0 })
  await world.putStatement('1001', dearer)
  await world.run(statementsToBooks, asBill)
  expect(await idsOf(world, 'vendorBill')).toEqual([])
  expect(world.balances()).toEqual(await booksOf(dearer))

  const other = await openWithVendor()
  await other.world.putStatement('1001', workedRows)
  await other.world.run(statementsToBooks, other.asBill)
  await other.world.putStatement('1001', dearer)
  await other.world.run(statementsToBooks, { ...other.asBill, feesAs: 'journal' })
  expect(await idsOf(other.world, 'vendorBill')).toHaveLength(2)
  expect(other.world.balances()).toEqual(await booksOf(dearer))
})

test('fees that come to money back are a credit; bills without a payables account, or beside deposits, hold the statement', async () => {
  const { world, asBill } = await openWithVendor()
  const refunds = workedRows.filter(({ id }) => id === 'C')
  await world.putStatement('1001', refunds)
  const { payable: _, ...withoutPayable } = asLines.accounts

  await world.run(statementsToBooks, { ...asBill, accounts: withoutPayable })
  expect((await world.parked())[0]?.failure.message).toContain('the settings lack an account for "payable"')
  await world.retry(statementsToBooks, { ...asBill, mode: 'deposit' })
  expect((await world.parked())[0]?.failure.message).toContain('a bank deposit has its fees as cash back')

  await world.retry(statementsToBooks, asBill)
  expect(await world.netsuite.get('vendorCredit', 'eid:TTS-US1-BILL-1001')).toMatchObject({ total: 5.33 })
  expect(world.balances()).toEqual(await booksOf(refunds))
})
