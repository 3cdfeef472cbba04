import { expect, test } from 'vitest'
import { findLiteralSecrets } from './find-literal-secrets.js'

const schema = {
  properties: {
    appKey: { type: 'string' },
    appSecret: { type: 'string', writeOnly: true },
    token: { type: 'string', writeOnly: true },
    baseUrl: { type: 'string' },
  },
}

test.each([
  ['a secret as it is', { appKey: 'k', appSecret: 's', token: '${env.TOKEN}' }, ['appSecret']],
  ['references alone', { appKey: 'k', appSecret: '${file:secret.txt}', token: '${env.TOKEN}' }, []],
  ['a secret beside a reference', { appSecret: '${env.A}', token: 'abc' }, ['token']],
  ['another host’s secret', { appSecret: 's', baseUrl: 'https://127.0.0.1.example.com' }, ['appSecret']],
  ['what a sandbox on this machine takes', { appSecret: 's', baseUrl: 'http://127.0.0.1:4010' }, []],
])('%s', (_, given, literal) => {
  expect(findLiteralSecrets(schema, given)).toEqual(literal)
})
