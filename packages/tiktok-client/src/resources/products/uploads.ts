import { z } from 'zod'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { defineEndpoint } from '../../transport/endpoint.js'
import type { FormFile } from '../../transport/form.js'
import { maybeText } from '../../transport/tolerant-shapes.js'
import type { AnswerOf } from '../answer-types.js'
import { productImageUpload } from '../versions.js'

/** Products name an image by its `uri`. */
export type UploadedImage = AnswerOf<typeof productImageUpload>

/** Certifications name a file by its `id`. */
export interface UploadedFile {
  readonly id?: string | undefined
  readonly url?: string | undefined
  readonly name?: string | undefined
  readonly format?: string | undefined
}

/** For example `MAIN_IMAGE`, `ATTRIBUTE_IMAGE`, `DESCRIPTION_IMAGE`, `CERTIFICATION_IMAGE`, `SIZE_CHART_IMAGE`. */
type ImageUseCase = string

export interface Uploads {
  /**
   * Uploads an image for products.
   *
   * @see "Upload Product Image", TikTok Shop Partner Center
   */
  image(image: FormFile, useCase?: ImageUseCase, options?: CallOptions): Promise<UploadedImage>
  /**
   * Uploads a document or a video for products.
   *
   * @see "Upload Product File", TikTok Shop Partner Center
   */
  file(file: FormFile, options?: CallOptions): Promise<UploadedFile>
}

// The reference has this endpoint in words only, so it is described here and not generated.
const productFileUpload = defineEndpoint<Readonly<Record<never, never>>, UploadedFile>({
  name: 'product-file-upload',
  method: 'POST',
  path: '/product/202309/files/upload',
  version: '202309',
  shop: 'not-accepted',
  scopes: [],
  repeatable: false,
  multipart: true,
  answer: () => z.looseObject({ id: maybeText, url: maybeText, name: maybeText, format: maybeText }),
})

export const createUploads = (call: EndpointCaller): Uploads => ({
  image: (image, useCase = 'MAIN_IMAGE', options = {}) =>
    call(productImageUpload, {}, { ...options, form: { data: image, use_case: useCase } }),
  file: (file, options = {}) =>
    call(productFileUpload, {}, { ...options, form: { data: file, name: file.name } }),
})
