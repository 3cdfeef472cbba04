import type { Fault } from './fault-rule.js'

/** The answer as a faulty line or server would deliver it: cut short, or not JSON at all. */
export const spoilAnswer = async (response: Response, fault: Fault): Promise<Response> => {
  if (fault.kind !== 'truncated-json' && fault.kind !== 'malformed-json') return response
  const text = await response.text()
  const spoilt =
    fault.kind === 'truncated-json'
      ? text.slice(0, Math.floor(text.length * 0.6))
      : '<html><head><title>Service</title></head><body>upstream answered without a document</body></html>'
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(spoilt, { status: response.status, headers })
}
