import { asJson } from '../../json.js'
import { problems } from '../problem.js'
import type { StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { type Save, saveRecord } from '../records/save-record.js'
import { toAmount } from '../transactions/amounts.js'
import { openAmount } from '../transactions/applications.js'

const applicationType = recordType('depositApplication')

/**
 * Applies the deposits of an order to the invoice made from it, as NetSuite does by itself.
 *
 * @throws Problem where the account is set up to fail at it: the invoice is there all the same
 */
export const applyDeposits = (invoice: StoredRecord, order: StoredRecord, save: Save): void => {
  const { account } = save
  const deposits = account.store.naming(order.id).filter(({ type }) => type.name === 'customerDeposit')
  const { depositsOnInvoice } = account.settings.preferences
  if (deposits.length === 0 || depositsOnInvoice === 'leave') return
  if (depositsOnInvoice === 'fail')
    throw problems.userError('An error occurred during the automatic application of the deposit.')
  for (const deposit of deposits) {
    const amount = Math.min(openAmount(deposit, account.store), openAmount(invoice, account.store))
    if (amount <= 0) continue
    const { customer, currency, exchangeRate, subsidiary, tranDate } = deposit.fields
    const fields = asJson({
      customer,
      currency,
      exchangeRate,
      subsidiary,
      tranDate: invoice.fields['tranDate'],
      deposit: { id: deposit.id },
      depositDate: tranDate,
      apply: { items: [{ doc: { id: invoice.id }, apply: true, amount: toAmount(amount) }] },
    })
    saveRecord({ id: account.store.nextId(), type: applicationType, fields }, save)
  }
}
