/**
 * JSON as TikTok means it: ids of 16 digits and more that some answers and notifications print as numbers come out as text,
 * because a JavaScript number would change their last digits.
 *
 * @throws SyntaxError where the text is no JSON.
 */
export const parseJson = (text: string): unknown =>
  JSON.parse(mayHoldLongNumber.test(text) ? text.replace(stringOrNumber, quoteLongNumber) : text)

const mayHoldLongNumber = /(?:^|[:[,])\s*-?\d{16}/

// Strings are matched first, so that digits inside them stay as they are; numbers whole, so that a fraction is no number of its own.
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const quoteLongNumber = (match: string): string => (/^-?\d{16,}$/.test(match) ? `"${match}"` : match)
