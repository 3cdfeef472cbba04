export { sampleSalesOrder } from './sample-sales-order.js'
