import { expect, test } from 'vitest'
import { callNetSuite } from '../testing/call-netsuite.js'
import { sampleAccount } from '../testing/sample-account.js'
import type { RestletFunctions } from './restlet.js'

const path = '/app/site/hosting/restlet.nl?script=customscript_tts_rl&deploy=customdeploy_tts_rl'

class ScriptError extends Error {
  override readonly name = 'SSS_MISSING_REQD_ARGUMENT'
}

const script: RestletFunctions = {
  GET: argument => ({ got: argument }),
  POST: (argument, { find, put, list }) => {
    if (typeof argument === 'string') return `text: ${argument}`
    const id = put('customrecord_tts_log', { name: 'seen' })
    return {
      name: find('customrecord_tts_log', id)?.['name'] ?? null,
      count: list('customrecord_tts_log').length,
    }
  },
  PUT: () => {
    throw new ScriptError('Missing a required argument: id')
  },
}

const sandbox = sampleAccount({}, { restlets: { customscript_tts_rl: script } })

test('GET gets the query, POST the body; both answer what the function returns', async () => {
  expect((await callNetSuite(sandbox, { path: `${path}&recordtype=salesorder` })).body).toEqual({
    got: { recordtype: 'salesorder' },
  })
  const posted = await callNetSuite(sandbox, { path, body: { some: 'thing' } })
  expect(posted.body).toEqual({ name: 'seen', count: 1 })
  expect(posted.headers.get('content-type')).toBe('application/json;charset=utf-8')
})

test('a thrown script error, a verb without a function and a script that is not there', async () => {
  expect(await callNetSuite(sandbox, { method: 'PUT', path, body: {} })).toMatchObject({
    status: 400,
    body: { error: { code: 'SSS_MISSING_REQD_ARGUMENT', message: 'Missing a required argument: id' } },
  })
  expect((await callNetSuite(sandbox, { method: 'DELETE', path })).status).toBe(405)
  expect(
    (await callNetSuite(sandbox, { path: '/app/site/hosting/restlet.nl?script=1&deploy=1' })).status,
  ).toBe(404)
  expect((await callNetSuite(sandbox, { path: '/app/site/hosting/restlet.nl?script=1' })).status).toBe(400)
})

test('a RESTlet of the seed says what it is told to, by either of its ids, once it is released', async () => {
  const seeded = sampleAccount({
    restlets: [
      {
        script: 'customscript_a',
        scriptId: '6',
        deploy: 'customdeploy_a',
        answers: {
          GET: { returns: { ok: true } },
          POST: {
            throws: { code: 'SSS_USAGE_LIMIT_EXCEEDED', message: 'Script Execution Usage Limit Exceeded' },
          },
        },
      },
      { script: 'customscript_b', released: false, answers: { GET: { returns: 1 } } },
    ],
  })

  expect(
    (await callNetSuite(seeded, { path: '/app/site/hosting/restlet.nl?script=6&deploy=1' })).body,
  ).toEqual({ ok: true })
  const thrown = await callNetSuite(seeded, {
    path: '/app/site/hosting/restlet.nl?script=customscript_a&deploy=customdeploy_a',
    body: {},
  })
  expect(thrown.body).toMatchObject({ error: { code: 'SSS_USAGE_LIMIT_EXCEEDED' } })
  expect(
    (await callNetSuite(seeded, { path: '/app/site/hosting/restlet.nl?script=customscript_b&deploy=1' }))
      .status,
  ).toBe(404)
})
