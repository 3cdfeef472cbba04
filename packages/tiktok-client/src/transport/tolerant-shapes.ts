import { z } from 'zod'

// TikTok's pages, samples and answers disagree now and then on whether a value is text. These accept both and always give the
// type that is documented; a value that is missing may also come as empty text.

/** Text; a number is written out. Long ids never come here as numbers, see `parse-json.ts`. */
export const text = z.union([z.string(), z.number().transform(String)])
export const maybeText = text.optional()

/** A whole number; digits in text are read. */
export const whole = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d+\s*$/)
    .transform(Number),
])
export const maybeWhole = z.union([whole, z.literal('').transform(() => undefined)]).optional()

/** True or false; older samples print `"TRUE"`. */
export const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^\s*(true|false)\s*$/i)
    .transform(value => value.trim().toLowerCase() === 'true'),
])
export const maybeFlag = z.union([flag, z.literal('').transform(() => undefined)]).optional()

/** A list of texts; one alone may come without its list. */
export const texts = z.union([z.array(text), z.string().transform(alone => (alone === '' ? [] : [alone]))])
export const maybeTexts = texts.optional()
