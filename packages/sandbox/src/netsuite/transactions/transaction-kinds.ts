/** What is said of one kind of transaction: how it is called, numbered, and which letters its status has. */
export interface TransactionKind {
  readonly title: string
  /** Of the numbers NetSuite gives. */
  readonly prefix: string
  readonly statuses: Readonly<Record<string, string>>
}

const orderStatuses = (received: string, pending: string, done: string) => ({
  A: 'Pending Approval',
  B: `Pending ${received === 'Fulfilled' ? 'Fulfillment' : 'Receipt'}`,
  C: 'Cancelled',
  D: `Partially ${received}`,
  E: `Pending ${pending}/Partially ${received}`,
  F: `Pending ${pending}`,
  G: done,
  H: 'Closed',
})

/** What SuiteQL shows for kinds that have no status. */
const undefinedStatus = { Y: 'Undefined' }

const received = {
  A: 'Unapproved Payment',
  B: 'Not Deposited',
  C: 'Deposited',
}

/** By record type (transaction-types.json of the references). */
export const transactionKinds: Readonly<Record<string, TransactionKind>> = {
  salesOrder: {
    title: 'Sales Order',
    prefix: 'SO',
    statuses: orderStatuses('Fulfilled', 'Billing', 'Billed'),
  },
  itemFulfillment: {
    title: 'Item Fulfillment',
    prefix: 'IF',
    statuses: { A: 'Picked', B: 'Packed', C: 'Shipped' },
  },
  invoice: {
    title: 'Invoice',
    prefix: 'INV',
    statuses: { A: 'Open', B: 'Paid In Full', D: 'Pending Approval', E: 'Rejected', V: 'Voided' },
  },
  cashSale: { title: 'Cash Sale', prefix: 'CS', statuses: received },
  cashRefund: { title: 'Cash Refund', prefix: 'CR', statuses: {} },
  customerDeposit: {
    title: 'Customer Deposit',
    prefix: 'CD',
    statuses: { A: 'Not Deposited', B: 'Deposited', C: 'Fully Applied', R: 'Unapproved Payment' },
  },
  depositApplication: { title: 'Deposit Application', prefix: 'DA', statuses: {} },
  customerPayment: { title: 'Payment', prefix: 'PYMT', statuses: received },
  creditMemo: {
    title: 'Credit Memo',
    prefix: 'CM',
    statuses: { A: 'Open', B: 'Fully Applied', V: 'Voided' },
  },
  customerRefund: { title: 'Customer Refund', prefix: 'CRF', statuses: { V: 'Voided' } },
  returnAuthorization: {
    title: 'Return Authorization',
    prefix: 'RMA',
    statuses: orderStatuses('Received', 'Refund', 'Refunded'),
  },
  itemReceipt: { title: 'Item Receipt', prefix: 'IR', statuses: undefinedStatus },
  journalEntry: {
    title: 'Journal',
    prefix: 'JE',
    statuses: { A: 'Pending Approval', B: 'Approved for Posting', C: 'Rejected', V: 'Voided' },
  },
  deposit: { title: 'Deposit', prefix: 'DEP', statuses: undefinedStatus },
  vendorBill: {
    title: 'Bill',
    prefix: 'VB',
    statuses: { A: 'Open', B: 'Paid In Full', C: 'Cancelled', D: 'Pending Approval', E: 'Rejected' },
  },
  vendorCredit: { title: 'Bill Credit', prefix: 'VC', statuses: {} },
  vendorPayment: { title: 'Bill Payment', prefix: 'VP', statuses: {} },
  inventoryAdjustment: { title: 'Inventory Adjustment', prefix: 'ADJ', statuses: undefinedStatus },
  inventoryTransfer: { title: 'Inventory Transfer', prefix: 'IT', statuses: undefinedStatus },
  purchaseOrder: {
    title: 'Purchase Order',
    prefix: 'PO',
    statuses: {
      A: 'Pending Supervisor Approval',
      B: 'Pending Receipt',
      D: 'Partially Received',
      E: 'Pending Billing/Partially Received',
      F: 'Pending Bill',
      G: 'Fully Billed',
      H: 'Closed',
    },
  },
  transferOrder: {
    title: 'Transfer Order',
    prefix: 'TO',
    statuses: {
      B: 'Pending Fulfillment',
      D: 'Partially Fulfilled',
      E: 'Pending Receipt/Partially Fulfilled',
      F: 'Pending Receipt',
      G: 'Received',
      H: 'Closed',
    },
  },
}
