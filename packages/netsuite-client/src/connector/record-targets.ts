/** A record type that flows write. */
export interface RecordTarget {
  readonly summary: string
  /** What it can be made from by `operation: transform`. */
  readonly sources?: readonly string[]
  /** True where NetSuite makes it by a transform alone. */
  readonly onlyByTransform?: boolean
  /** True for what can be attached to other records. */
  readonly attaches?: boolean
}

/** Record types that flows write. Another one is one more row; its fields come from its schema, where there is one. */
export const recordTargets: Readonly<Record<string, RecordTarget>> = {
  customer: { summary: 'Customers.' },
  contact: { summary: 'Contacts, which can be attached to other records.', attaches: true },
  salesOrder: { summary: 'Sales orders.' },
  invoice: { summary: 'Invoices, of an order or on their own.', sources: ['salesOrder'] },
  cashSale: { summary: 'Cash sales, of an order or on their own.', sources: ['salesOrder'] },
  itemFulfillment: {
    summary: 'Shipments of an order.',
    sources: ['salesOrder', 'transferOrder'],
    onlyByTransform: true,
  },
  customerDeposit: { summary: 'Payments taken before the invoice; `salesOrder` says for which order.' },
  depositApplication: {
    summary: 'A deposit applied to invoices.',
    sources: ['customerDeposit'],
    onlyByTransform: true,
  },
  customerPayment: { summary: 'Payments of invoices.', sources: ['invoice'] },
  customerRefund: {
    summary: 'Money given back: of a deposit or payment, or against credit memos.',
    sources: ['customerDeposit', 'customerPayment'],
  },
  returnAuthorization: {
    summary: 'Goods that will come back.',
    sources: ['salesOrder', 'invoice', 'cashSale'],
  },
  itemReceipt: {
    summary: 'Goods that came back or arrived.',
    sources: ['returnAuthorization', 'transferOrder', 'purchaseOrder'],
    onlyByTransform: true,
  },
  creditMemo: {
    summary: 'Credits, of a return or an invoice or on their own.',
    sources: ['returnAuthorization', 'invoice', 'cashRefund'],
  },
  cashRefund: { summary: 'Refunds of cash sales.', sources: ['cashSale', 'returnAuthorization'] },
  journalEntry: { summary: 'Journal entries; debits equal credits.' },
  deposit: { summary: 'Bank deposits: payouts with their fees.' },
  vendorBill: { summary: "Vendors' bills, marketplace fees for example.", sources: ['purchaseOrder'] },
  vendorCredit: {
    summary: "Vendors' credits: marketplace fees given back, for example.",
    sources: ['vendorBill', 'vendorReturnAuthorization'],
  },
  inventoryAdjustment: { summary: 'Corrections of stock.' },
  inventoryTransfer: { summary: 'Stock moved between locations.' },
  transferOrder: { summary: 'Orders to move stock between locations.' },
  customrecord_tts_fbt_stock: {
    summary: "A night's stock in TikTok's warehouses: a custom record that the account may have for it.",
  },
  inventoryItem: { summary: 'Items that are kept in stock.' },
  nonInventorySaleItem: { summary: 'Items that are sold and not kept in stock.' },
  kitItem: { summary: 'Kits: several items sold as one.' },
  assemblyItem: { summary: 'Items that are assembled from others.' },
}

export const operationsOf = ({
  sources,
  onlyByTransform = false,
  attaches = false,
}: RecordTarget): readonly string[] => [
  ...(onlyByTransform ? [] : ['create']),
  'update',
  'replaceLines',
  ...(onlyByTransform ? [] : ['upsert']),
  'delete',
  ...(sources === undefined ? [] : ['transform']),
  ...(attaches ? ['attach', 'detach'] : []),
]
