import { ApiError } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { defineOperation, defineTarget, type ImportTarget, written } from './import-target.js'

const payload = z.object({
  /** Where the image is read from. */
  url: z.string().regex(/^https:\/\//, 'must be an https URL'),
  /** For example MAIN_IMAGE, which it is when left out, or ATTRIBUTE_IMAGE. */
  use_case: z.string().optional(),
})

/** "Upload Product Image" takes no more. */
const maxBytes = 10 * 1024 * 1024

/** Images for products, read from where they are and uploaded. The answer's `uri` names them in a product. */
export const imageFrom = (fetchImage: typeof globalThis.fetch): ImportTarget =>
  defineTarget('Images for products, by their URL; the answer has the `uri` that products name.', {
    create: defineOperation(payload, (client, { url, use_case: useCase }, _, context) => ({
      creates: true,
      // An image that is uploaded twice is the same image twice: nothing refers to the first one.
      findDone: async () => undefined,
      write: async () => {
        const content = await readImage(url, fetchImage, context.signal)
        const file = { name: url.split('/').at(-1)?.split('?')[0] ?? 'image', content }
        const { uri = '' } = await client.uploads.image(file, useCase, context)
        return written('created', uri, { uri })
      },
    })),
  })

const readImage = async (
  url: string,
  fetchImage: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const response = await fetchImage(url, { signal }).catch((error: unknown) => {
    throw new ApiError({
      kind: 'unavailable',
      message: `The image ${url} cannot be read`,
      hint: 'It must be readable without signing in.',
      cause: error,
    })
  })
  if (!response.ok)
    throw new ApiError({
      kind: response.status >= 500 ? 'unavailable' : 'missing',
      message: `The image ${url} answers with ${response.status}`,
      hint: 'It must be readable without signing in.',
    })
  const content = new Uint8Array(await response.arrayBuffer())
  if (content.byteLength > maxBytes)
    throw new ApiError({
      kind: 'too-large',
      message: `The image ${url} has ${content.byteLength} bytes, and TikTok Shop takes ${maxBytes}`,
    })
  return content
}
