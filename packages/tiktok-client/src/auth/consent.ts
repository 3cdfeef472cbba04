import { ApiError } from '@tiktok-ns/client-kit'

export interface ConsentOptions {
  /** The app's service id, from Partner Center; not the app key. */
  readonly serviceId: string
  /** Comes back with the redirect, so that you know it is yours. Make it random for every seller. */
  readonly state: string
  /** Where the seller's shop is: sellers in the US consent on a page of their own. Default `row`, the rest of the world. */
  readonly market?: 'row' | 'us' | undefined
}

const consentPages = {
  row: 'https://services.tiktokshop.com/open/authorize',
  us: 'https://services.tiktokshops.us/open/authorize',
}

/**
 * The page on which a seller lets the app into the shop. TikTok then redirects to the one URL that is registered for the app.
 *
 * @see "Authorization guide", TikTok Shop Partner Center
 */
export const consentUrl = ({ serviceId, state, market = 'row' }: ConsentOptions): string => {
  const url = new URL(consentPages[market])
  url.searchParams.set('service_id', serviceId)
  url.searchParams.set('state', state)
  return url.href
}

export interface ConsentRedirect {
  /** Valid for 30 minutes, and once: hand it to `authorize`. */
  readonly code: string
  /** Missing where the seller started from TikTok's app store. */
  readonly state: string | undefined
  /** Two letters, where TikTok says. */
  readonly shopRegion: string | undefined
}

/**
 * What TikTok's redirect after the consent says. Compare `state` with the one you gave.
 *
 * @throws ApiError of kind `auth` where the seller refused, `invalid` where the URL carries no code.
 */
export const readConsentRedirect = (url: string): ConsentRedirect => {
  const { searchParams } = new URL(url, 'https://localhost')
  const error = searchParams.get('error')
  if (error !== null) {
    throw new ApiError({
      kind: 'auth',
      code: error,
      message: 'The seller did not let the app in',
      hint: 'Only the main account of a shop may; send the consent link again.',
    })
  }
  const code = searchParams.get('code')
  if (code === null || code === '' || code === 'null') {
    throw new ApiError({
      kind: 'invalid',
      message: 'The redirect carries no code',
      hint: 'Hand in the whole URL that the browser was sent to.',
    })
  }
  return {
    code,
    state: searchParams.get('state') ?? undefined,
    shopRegion: searchParams.get('shop_region') ?? undefined,
  }
}
