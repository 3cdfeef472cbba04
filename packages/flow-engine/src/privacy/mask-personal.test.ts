import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskPersonal } from './mask-personal.js'

const names = new Set(['recipient_address'])

test('what stands under a personal name is hidden, at any depth, and keeps its shape', () => {
  const order = {
    id: '576',
    buyer_email: 'v1@scs.example.com',
    buyer_message: '',
    recipient_address: {
      name: 'Kai',
      district_info: [{ address_level: 'L0', address_name: 'US' }],
      postal_code: null,
    },
    line_items: [{ id: '1', gift: { buyer_email: 'x@y.z' } }],
  }

  expect(maskPersonal(order, new Set(['buyer_email', 'buyer_message', 'recipient_address']))).toEqual({
    id: '576',
    buyer_email: '***',
    buyer_message: '',
    recipient_address: {
      name: '***',
      district_info: [{ address_level: '***', address_name: '***' }],
      postal_code: null,
    },
    line_items: [{ id: '1', gift: { buyer_email: '***' } }],
  })
})

test('no personal text survives, whatever lies around it', () => {
  const secret = 'Kai-Testerly'
  const record = fc.dictionary(
    fc.string(),
    fc.jsonValue().filter(value => !JSON.stringify(value).includes(secret)),
  )
  fc.assert(
    fc.property(record, fc.array(fc.string(), { maxLength: 3 }), (around, path) => {
      const planted = path.reduce<object>((inner, name) => ({ [name]: [inner] }), { deep: { name: secret } })
      const masked = maskPersonal(
        { ...JSON.parse(JSON.stringify(around)), recipient_address: planted },
        names,
      )
      expect(JSON.stringify(masked)).not.toContain(secret)
    }),
  )
})
