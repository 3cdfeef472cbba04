import { z } from 'zod'
import { asJson, type Json } from '../../json.js'
import type { ShopCall } from '../shop-call.js'

/** What Get Tax Information answers about the seller. */
export const taxInformation = z.looseObject({
  business_entity: z.record(z.string(), z.json()).optional(),
  overall_status: z.record(z.string(), z.json()).optional(),
  tax_numbers: z.array(z.record(z.string(), z.json())).optional(),
})

export type TaxInformation = z.output<typeof taxInformation>

/** A seller who has handed everything in. The misspelt member is the platform's own. */
export const defaultTaxInformation: TaxInformation = {
  business_entity: {
    business_name: 'Example Goods Inc.',
    address: '1 Example Street, Reno, Nevada',
    postal_code: '89502',
  },
  overall_status: { is_tax_infomation_complete: true, is_tax_number_submitted: true },
  tax_numbers: [{ type: 'REGISTRATION_NUMBER', tax_number: '00-0000000', registration_status: 'REGISTERED' }],
}

/** Get Tax Information. */
export const readTaxInformation = ({ shop }: ShopCall): Json => ({
  tax_information: asJson(shop.taxInformation),
})
