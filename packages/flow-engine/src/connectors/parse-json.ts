import type { Json } from '../json.js'

/** What a double holds exactly; longer numbers would come out changed. */
const exactDigits = 15

/**
 * Reads JSON without losing digits: a number too long for a double becomes its text. Ids and amounts of money survive so.
 *
 * @throws SyntaxError for text that is no JSON.
 */
export const parseJson = (text: string): Json => JSON.parse(quoteLongNumbers(text))

const longNumber = /-?\d[\d.eE+-]{15,}/

const quoteLongNumbers = (text: string): string => {
  if (!longNumber.test(text)) return text
  // Strings are stepped over whole, so that digits inside them stay as they are.
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, token => {
    if (token.startsWith('"')) return token
    const digits = token
      .replace(/[eE].*$/, '')
      .replace(/\D/g, '')
      .replace(/^0+/, '').length
    return digits > exactDigits ? `"${token}"` : token
  })
}
