/** An order of three lines, as TikTok sends it, as far as the mapping looks at it. */
export const order = {
  id: '576461413038785752',
  create_time: 1_772_452_800,
  buyer_message: 'Please ring twice',
  payment: { currency: 'USD', shipping_fee: '4.99', total_amount: '108.49', seller_discount: '6.00' },
  recipient_address: {
    name: 'Ada Example',
    phone_number: '(+1)555*****34',
    address_line1: '1 Example Street',
    address_line2: 'Floor 2',
    city: 'Springfield',
    state: 'Illinois',
    postal_code: '62701',
    region_code: 'US',
  },
  lines: [
    { seller_sku: 'TEE-RED-M', product_name: 'T-shirt, red', original_price: '19.90', count: 3 },
    { seller_sku: 'MUG-01', product_name: 'Mug', original_price: '12.50', count: 1 },
    { seller_sku: 'CAP-BLK', product_name: 'Cap, black', original_price: '18.65', count: 2 },
  ],
}

/** 22 fields, of them one that repeats for each line. */
export const template = {
  entity: { id: '${settings.customer}' },
  subsidiary: { id: '${settings.subsidiary}' },
  tranDate: '${dateIn(record.create_time, settings.timeZone)}',
  otherRefNum: '${record.id}',
  memo: 'TikTok Shop order ${record.id}',
  orderStatus: { id: 'B' },
  location: { id: '${settings.location}' },
  currency: { refName: '${record.payment.currency}' },
  shippingCost: '${record.payment.shipping_fee}',
  discountItem: { id: '${settings.discountItem}' },
  discountRate: '${-money(record.payment.seller_discount)}',
  message: '${record.buyer_message}',
  custbody_tiktok_total: '${record.payment.total_amount}',
  shippingAddress: {
    addressee: '${record.recipient_address.name}',
    addrPhone: '${record.recipient_address.phone_number}',
    addr1: '${record.recipient_address.address_line1}',
    addr2: '${record.recipient_address.address_line2}',
    city: '${record.recipient_address.city}',
    state: '${stateCode(record.recipient_address.state, record.recipient_address.region_code)}',
    zip: '${record.recipient_address.postal_code}',
    country: { id: '${record.recipient_address.region_code}' },
  },
  item: {
    items: {
      $each: 'line in record.lines',
      item: { refName: '${line.seller_sku}' },
      quantity: '${line.count}',
      rate: '${line.original_price}',
      description: '${line.product_name}',
    },
  },
}

export const settings = {
  customer: '1001',
  subsidiary: '1',
  location: '1',
  discountItem: '900',
  timeZone: 'America/Los_Angeles',
}
