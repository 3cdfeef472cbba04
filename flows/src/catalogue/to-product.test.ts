import { describe, expect, test } from 'vitest'
import { type ProductInput, planProduct } from './to-product.js'

const item = (id: string, itemid: string, more: object = {}) => ({
  id,
  itemid,
  displayname: '',
  description: '',
  isinactive: 'F',
  ...more,
})
const priced = (...ids: readonly string[]) =>
  Object.fromEntries(ids.map(id => [id, [{ pricelevel: '1', currency: '1', price: '40' }]]))

const input = (
  more: Partial<ProductInput> = {},
  rules: Partial<ProductInput['rules']> = {},
): ProductInput => ({
  head: item('1', 'SCARF', { displayname: 'Wool scarf', class: '7', custitem_material: 'Wool' }),
  variants: [
    item('11', 'SCARF-RED', { custitem_color: 'Red' }),
    item('12', 'SCARF-BLUE', { custitem_color: 'Blue' }),
  ],
  prices: priced('11', '12'),
  listings: [],
  images: ['img/1', 'img/2'],
  rules: {
    titleField: 'displayname',
    descriptionField: 'description',
    weightField: '',
    defaultWeight: '1',
    weightUnit: 'POUND',
    categoryField: 'class',
    categories: { 7: '600001' },
    defaultCategory: '',
    attributes: [{ id: '100', field: 'custitem_material', values: { Wool: '9001' } }],
    variants: [{ name: 'Color', field: 'custitem_color' }],
    currency: 'USD',
    currencyId: '1',
    priceLevel: '1',
    warehouse: 'W1',
    owns: ['title', 'images'],
    ...rules,
  },
  ...more,
})

describe('a matrix item', () => {
  test('is one product with its children as variants, in the category of its class', () => {
    expect(planProduct(input())).toMatchObject({
      productId: '',
      whole: {
        title: 'Wool scarf',
        description: 'Wool scarf',
        category_id: '600001',
        main_images: [{ uri: 'img/1' }, { uri: 'img/2' }],
        product_attributes: [{ id: '100', values: [{ id: '9001' }] }],
        package_weight: { value: '1', unit: 'POUND' },
        skus: [
          {
            seller_sku: 'SCARF-RED',
            price: { amount: '40', currency: 'USD' },
            inventory: [{ warehouse_id: 'W1', quantity: 0 }],
            sales_attributes: [{ name: 'Color', value_name: 'Red' }],
          },
          { seller_sku: 'SCARF-BLUE', sales_attributes: [{ name: 'Color', value_name: 'Blue' }] },
        ],
      },
    })
  })

  test('leaves out children that are inactive, and is inactive with the last of them', () => {
    const [red, blue] = input().variants
    const off = { ...item('12', 'SCARF-BLUE'), isinactive: 'T' }
    const one = planProduct(input({ variants: [red ?? off, off] }))
    expect(one).toMatchObject({ isInactive: false, whole: { skus: [{ seller_sku: 'SCARF-RED' }] } })
    const none = planProduct(input({ variants: [off, { ...(blue ?? off), isinactive: 'T' }] }))
    expect(none).toMatchObject({ isInactive: true })
  })
})

describe('a product that is there', () => {
  const listings = [{ id: 'S1', seller_sku: 'SCARF-RED ', product_id: 'P1' }]

  test('is told what NetSuite owns of it and nothing else', () => {
    const plan = planProduct(input({ listings }))
    expect(plan).toMatchObject({ productId: 'P1', lacking: ['SCARF-BLUE'] })
    expect('owned' in plan && Object.keys(plan.owned)).toEqual(['title', 'main_images'])
  })

  test('needs neither category nor price nor image', () => {
    expect(planProduct(input({ listings, prices: {}, images: [] }, { categories: {} }))).toMatchObject({
      productId: 'P1',
    })
  })
})

describe('a product that cannot be made', () => {
  test.each([
    ['without a category', {}, { categories: {} }, 'has no category'],
    ['without an image', { images: [] }, {}, 'has no image'],
    ['without a price', { prices: priced('11') }, {}, 'SCARF-BLUE has no price in USD'],
    ['whose variants look the same', {}, { variants: [] }, 'look the same'],
    [
      'that is in several',
      {
        listings: [
          { id: 'S1', seller_sku: 'SCARF-RED', product_id: 'P1' },
          { id: 'S2', seller_sku: 'SCARF-BLUE', product_id: 'P2' },
        ],
      },
      {},
      'in several products: P1, P2',
    ],
  ])('%s says why', (_, more, rules, problem) => {
    expect(planProduct(input(more, rules))).toEqual({ problem: expect.stringContaining(problem) })
  })
})
