export { sampleLineItem, sampleOrder } from './sample-order.js'
