import { expect, test } from 'vitest'
import { consentUrl, readConsentRedirect } from './consent.js'

test.each([
  [undefined, 'https://services.tiktokshop.com/open/authorize?service_id=74&state=a+b%26'],
  ['us', 'https://services.tiktokshops.us/open/authorize?service_id=74&state=a+b%26'],
] as const)('the consent page for the market %s', (market, expected) => {
  expect(consentUrl({ serviceId: '74', state: 'a b&', market })).toBe(expected)
})

test('a redirect gives the code, with or without a state', () => {
  const redirect = 'https://app.example.com/callback?code=TTP_abc&state=s1&shop_region=GB&locale=en'

  expect(readConsentRedirect(redirect)).toEqual({ code: 'TTP_abc', state: 's1', shopRegion: 'GB' })
  expect(readConsentRedirect('/callback?code=TTP_abc')).toMatchObject({ code: 'TTP_abc', state: undefined })
})

test.each([
  ['?code=null&error=auth_denied', 'auth'],
  ['?code=null', 'invalid'],
  ['?state=s1', 'invalid'],
])('the redirect %s is an error of kind %s', (query, kind) => {
  expect(() => readConsentRedirect(`https://app.example.com/${query}`)).toThrow(
    expect.objectContaining({ kind }),
  )
})
