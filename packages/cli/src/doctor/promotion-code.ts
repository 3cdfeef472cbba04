import { type DoctorCheck, lookUp } from './doctor-check.js'

/** The promotion that carries the seller's discounts exists and is active. SuiteQL has no table of promotions. */
export const promotionCode: DoctorCheck = {
  subject: 'promotion code',
  asks: ['erp'],
  check: async ({ settings, erp }, context) => {
    const { promotionCode: id, discountAs } = settings
    if (typeof id !== 'string' || id === '' || discountAs !== 'promotion') return []
    const found = await lookUp(context, erp, 'recordsById', [id], { type: 'promotionCode' })
    const [promotion] = found.get(id) ?? []
    if (promotion === undefined)
      return [
        {
          ok: false,
          message: `promotionCode is ${id}, and the role sees no promotion of that internal id in NetSuite`,
          next: 'Put the internal id of a promotion there, not its code; if it is right, let the role see promotions.',
        },
      ]
    const { name, isInactive } = promotion
    return isInactive === true
      ? [
          {
            ok: false,
            message: `promotionCode is ${id}, and that promotion is inactive in NetSuite`,
            next: 'Make the promotion active again, or name another in promotionCode.',
          },
        ]
      : [
          {
            ok: true,
            message: `the promotion ${id} exists and is active${typeof name === 'string' ? `: ${name}` : ''}`,
          },
        ]
  },
}
