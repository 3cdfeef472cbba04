import { defineFunction } from '../define-function.js'
import { foldText } from '../fold-text.js'

export const foldFunction = defineFunction({
  name: 'fold',
  group: 'text',
  summary:
    'The text in lower case, without accents, with single spaces: for comparing names that people type.',
  overloads: [{ signature: 'fold(string): string', call: foldText }],
  examples: [
    { expression: 'fold(" São  Paulo ")', gives: 'sao paulo' },
    { expression: 'fold("MÉXICO") == fold("Mexico")', gives: true },
  ],
})
