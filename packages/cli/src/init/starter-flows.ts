/**
 * What a new project begins with, where nobody chooses: orders there, shipments and stock back, and the money. Each is the usual
 * one of its kind; flows that book the same thing in another way (orders as invoices or cash sales) would book it twice.
 */
export const starterFlows: readonly string[] = [
  'tiktok-orders-to-netsuite-sales-orders',
  'tiktok-order-changes-to-netsuite',
  'tiktok-cancellations-to-netsuite',
  'netsuite-fulfillments-to-tiktok-packages',
  'netsuite-fulfillments-to-invoices',
  'tiktok-returns-to-netsuite',
  'netsuite-stock-to-tiktok-inventory',
  'netsuite-stock-sweep-to-tiktok-inventory',
  'tiktok-statements-to-netsuite-books',
  'tiktok-payments-to-netsuite-bank',
]
