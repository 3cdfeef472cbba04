import { expect, test } from 'vitest'
import { createRedactor, excerptOf } from './redact.js'

const planted = 'planted-secret-1234'

test('a planted secret is masked wherever it stands', () => {
  const redactor = createRedactor([planted])

  expect(redactor.text(`token is ${planted}!`)).toBe('token is ***!')
  expect(redactor.url(`https://shop.example/a?x=1&q=${planted}`)).toBe('https://shop.example/a?x=1&q=***')
  expect(redactor.headers({ authorization: 'Bearer abc', via: planted })).toEqual({
    authorization: '***',
    via: '***',
  })
})

test('secrets are known by their names, in queries and in JSON, even when the JSON is cut off', () => {
  const redactor = createRedactor()

  expect(redactor.url('/api/v2/token/get?app_key=k&app_secret=s1&auth_code=c1')).toBe(
    '/api/v2/token/get?app_key=k&app_secret=***&auth_code=***',
  )
  expect(redactor.text('{"code":0,"data":{"access_token":"TTP_x","refresh_token": "TT')).toBe(
    '{"code":0,"data":{"access_token":"***","refresh_token": "***"',
  )
})

test("a buyer's data is masked in an excerpt, and the excerpt is short and on one line", () => {
  const body = JSON.stringify(
    { code: 0, recipient: { name: 'Jane Doe', phone_number: '+1 555 0100' }, rest: 'x'.repeat(900) },
    null,
    2,
  )

  const excerpt = excerptOf(body, createRedactor(), 120)

  expect(excerpt).not.toMatch(/Jane|555/)
  expect(excerpt).not.toContain('\n')
  expect(excerpt).toHaveLength(121)
})
