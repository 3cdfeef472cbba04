import { expect, test } from 'vitest'
import { describeCall } from './describe-call.js'

test.each([
  ['POST', '/query/v1/suiteql', 'suiteql.query', '/query/v1/suiteql'],
  ['POST', '/record/v1/salesOrder', 'records.create', '/record/v1/salesOrder'],
  ['GET', '/record/v1/salesOrder/5761', 'records.get', '/record/v1/salesOrder/{id}'],
  ['PUT', '/record/v1/customer/eid:TTS-US1-CUST-janedoe', 'records.upsert', '/record/v1/customer/{id}'],
  ['PATCH', '/record/v1/salesOrder/12/item/3', 'subresources.update', '/record/v1/salesOrder/{id}/item/{id}'],
  [
    'POST',
    '/record/v1/salesOrder/12/!transform/invoice',
    'records.transform',
    '/record/v1/salesOrder/{id}/!transform/invoice',
  ],
  ['GET', '/record/v1/metadata-catalog', 'metadata.list', '/record/v1/metadata-catalog'],
  [
    'GET',
    '/record/v1/metadata-catalog/salesOrder',
    'metadata.describe',
    '/record/v1/metadata-catalog/salesOrder',
  ],
  ['GET', '/async/v1/job/42', 'jobs.getState', '/async/v1/job/{id}'],
  ['GET', '/async/v1/job/42/task/43/result', 'jobs.getResults', '/async/v1/job/{id}/task/{id}/result'],
  ['DELETE', '/something/v1/new/7', 'DELETE /something/v1/new/{id}', '/something/v1/new/{id}'],
])('%s %s is %s, with no id in its route', (method, path, operation, route) => {
  expect(describeCall({ method, path })).toEqual({ operation, route })
})

test('what would be a write at once is a job where it is asked for later', () => {
  const headers = { prefer: 'respond-async, transient' }

  expect(describeCall({ method: 'POST', path: '/record/v1/salesOrder', headers })).toEqual({
    operation: 'jobs.submit',
    route: '/record/v1/salesOrder',
  })
})

test('a RESTlet is known by its host: which script it is stands in the query', () => {
  expect(describeCall({ method: 'POST', service: 'restlet', path: '' })).toEqual({
    operation: 'restlets.call',
    route: '/app/site/hosting/restlet.nl',
  })
})
