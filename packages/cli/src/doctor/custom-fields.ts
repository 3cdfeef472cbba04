import { type CheckContext, type DoctorCheck, entriesOf, lookUp } from './doctor-check.js'

/** Custom fields that a flow's settings write exist, and the role sees them. */
export const customFields: DoctorCheck = {
  subject: 'custom fields',
  asks: ['erp'],
  check: async ({ settings, erp }, context) => {
    const names = entriesOf(settings, 'customFields').map(([name]) => name.toLowerCase())
    if (names.length === 0) return []
    const exists = await Promise.all(names.map(name => hasBodyField(context, erp, name)))
    const missing = names.filter((_, place) => !exists[place])
    return missing.length === 0
      ? [{ ok: true, message: `the ${names.length} fields of customFields exist` }]
      : missing.map(name => ({
          ok: false,
          message: `customFields names ${name}, and NetSuite has no such field on transactions`,
          next: `Create the field ${name} (Customization > Lists, Records, & Fields > Transaction Body Fields), show it to the role, or take it out of customFields.`,
        }))
  },
}

/** NetSuite refuses a query with a column that is not there. Id 0 is nobody's, so that nothing is read. */
const hasBodyField = async (context: CheckContext, erp: string | undefined, name: string) => {
  if (!/^custbody\w+$/.test(name)) return false
  const query = `SELECT id, ${name} FROM transaction WHERE id IN (?)`
  try {
    await lookUp(context, erp, 'suiteql', ['0'], { query, key: 'id' })
    return true
  } catch (error) {
    const failure = context.connections.get(erp ?? '')?.toFailure(error)
    if (failure?.kind === 'invalid' && failure.message.toLowerCase().includes(name)) return false
    throw error
  }
}
