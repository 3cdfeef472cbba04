import { z } from 'zod'

const jsonObject = z.record(z.string(), z.json())

/** A category as Get Categories answers it, with what Get Attributes and Get Category Rules answer for it. */
export const category = z.looseObject({
  id: z.string(),
  /** "0" for a root. */
  parent_id: z.string(),
  local_name: z.string(),
  is_leaf: z.boolean(),
  attributes: z.array(jsonObject).default([]),
  rules: jsonObject.default({}),
})

/** A brand as Get Brands answers it. */
export const brand = z.looseObject({
  id: z.string(),
  name: z.string(),
  // The misspelt value is the platform's own.
  authorized_status: z.enum(['AUTHORIZED', 'UNAUTHORIEZD']).default('AUTHORIZED'),
  brand_status: z.enum(['AVAILABLE', 'UNAVAILABLE']).default('AVAILABLE'),
  is_t1_brand: z.boolean().default(false),
  /** Left out: of every category. */
  category_ids: z.array(z.string()).optional(),
})

export type Category = z.output<typeof category>
export type Brand = z.output<typeof brand>

const plainRules = {
  cod: { is_supported: false },
  package_dimension: { is_required: false },
  product_certifications: [],
  size_chart: { is_supported: false, is_required: false },
}

const material = {
  id: '100107',
  name: 'Material',
  type: 'PRODUCT_PROPERTY',
  is_requried: false,
  is_multiple_selection: true,
  is_customizable: true,
  values: [
    { id: '1000039', name: 'Cotton' },
    { id: '1000040', name: 'Ceramic' },
  ],
}

const color = {
  id: '100000',
  name: 'Color',
  type: 'SALES_PROPERTY',
  is_requried: false,
  is_multiple_selection: true,
  is_customizable: true,
  values: [],
}

const leaf = (id: string, parent_id: string, local_name: string): Category => ({
  id,
  parent_id,
  local_name,
  is_leaf: true,
  attributes: [color, material],
  rules: plainRules,
})

const branch = (id: string, parent_id: string, local_name: string): Category => ({
  id,
  parent_id,
  local_name,
  is_leaf: false,
  attributes: [],
  rules: {},
})

/** A small tree, the leaf of the generated catalogue in it. */
export const defaultCategories: Category[] = [
  branch('600000', '0', 'Home Supplies'),
  leaf('600001', '600000', 'Home Care Supplies'),
  leaf('600002', '600000', 'Kitchen Towels'),
  branch('601000', '0', 'Beauty & Personal Care'),
  leaf('601001', '601000', 'Hand Cream'),
]

export const defaultBrands: Brand[] = [
  {
    id: '7082427311584347905',
    name: 'Example Goods',
    authorized_status: 'AUTHORIZED',
    brand_status: 'AVAILABLE',
    is_t1_brand: false,
  },
  {
    id: '7082427311584347906',
    name: 'Placeholder & Sons',
    authorized_status: 'UNAUTHORIEZD',
    brand_status: 'AVAILABLE',
    is_t1_brand: true,
  },
]
