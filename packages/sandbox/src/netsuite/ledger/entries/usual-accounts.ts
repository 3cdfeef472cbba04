import type { StoredRecord } from '../../records/record-store.js'
import { recordType } from '../../records/record-types.js'
import { referencedId } from '../../records/references.js'
import { accountOr, saysYes } from '../dimensions.js'
import type { Ground } from '../posting.js'

const customerType = recordType('customer')

/** Where money that came in lies: a bank account, or the undeposited funds that a bank deposit picks from. */
export const cashAccount = ({ fields }: StoredRecord, ground: Ground): string =>
  saysYes(fields['undepFunds'])
    ? ground.accountOf('undepositedFunds')
    : accountOr(fields['account'], 'undepositedFunds', ground)

/** The receivable account of a bill or a payment: its own, else the customer's, else the usual one. */
export const receivableAccount = ({ type, fields }: StoredRecord, ground: Ground): string => {
  const isBill = type.name === 'invoice' || type.name === 'creditMemo'
  const own = fields['arAcct'] ?? (isBill ? fields['account'] : undefined)
  const customer = ground.store.find(customerType, referencedId(fields['entity'] ?? fields['customer']) ?? '')
  return accountOr(own ?? customer?.fields['receivablesAccount'], 'receivable', ground)
}

/** The payable account of a vendor's bill or credit, and of what pays it. */
export const payableAccount = ({ type, fields }: StoredRecord, ground: Ground): string => {
  const own = fields['apAcct'] ?? (type.name === 'vendorPayment' ? undefined : fields['account'])
  return accountOr(own, 'payable', ground)
}
