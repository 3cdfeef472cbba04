import { createHash } from 'node:crypto'
import { defineFunction } from '../define-function.js'
import { stableJson } from '../stable-json.js'
import { toJson } from '../to-json.js'

export const hashFunction = defineFunction({
  name: 'hash',
  group: 'values',
  summary: 'A short fingerprint of any value (SHA-256, 32 hex digits). The order of keys does not count.',
  overloads: [
    {
      signature: 'hash(dyn): string',
      call: (value: unknown) =>
        createHash('sha256')
          .update(stableJson(toJson(value) ?? null))
          .digest('hex')
          .slice(0, 32),
    },
  ],
  examples: [{ expression: 'hash({"a": 1, "b": "x"}) == hash({"b": "x", "a": 1})', gives: true }],
})
