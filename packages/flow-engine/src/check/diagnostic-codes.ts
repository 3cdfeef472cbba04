import type { DiagnosticCode } from './diagnostic.js'

export interface DiagnosticCodeDescription {
  /** What a diagnostic of this code says. */
  readonly meaning: string
  /** How to put it right. */
  readonly remedy: string
}

/** Every code there is. Codes are stable: tools and people look them up. */
export const diagnosticCodes: Readonly<Record<DiagnosticCode, DiagnosticCodeDescription>> = {
  'yaml-syntax': {
    meaning: 'The file is no YAML.',
    remedy:
      'Look at the indentation and the quotes at the place shown. A text with `: ` or `#` in it needs quotes; so does `${...}` inside `{ }`.',
  },
  'unsafe-yaml': {
    meaning:
      'The file is YAML that could harm the program that reads it: too large, too deep, aliases that grow, or a key such as `__proto__`.',
    remedy: 'Write the values out in place of anchors, split the file, or choose another name for the key.',
  },
  'unknown-key': {
    meaning: 'A key that has no meaning where it stands.',
    remedy: 'Correct its spelling; the nearest known key is named.',
  },
  'missing-key': { meaning: 'A key that must be there is not.', remedy: 'Add it below the place shown.' },
  'wrong-value': {
    meaning: 'A value of the wrong type, out of its bounds, or not among those allowed.',
    remedy: 'The message says what is expected.',
  },
  'unknown-name': {
    meaning: 'A connection, resource, lookup, import, function, file or flow that does not exist.',
    remedy: 'Correct its spelling; the nearest known name is given.',
  },
  'duplicate-name': { meaning: 'Two things have one name.', remedy: 'Give one of them another.' },
  'expression-syntax': {
    meaning: 'An expression that cannot be read, or a `${` without its `}`.',
    remedy: 'Expressions are CEL; see the page on expressions. Text inside them needs quotes.',
  },
  'expression-type': {
    meaning: 'An operator or function is given something it cannot work with.',
    remedy: 'Convert one side: `money()` for amounts, `int()`, `double()` or `string()` for the rest.',
  },
  'expression-limit': {
    meaning: 'An expression that is too long, too deep or too large.',
    remedy: 'Say it in several steps: a `transform` gives a name to each part.',
  },
  'unknown-path': {
    meaning: 'A field that the record, an answer or the settings do not have.',
    remedy:
      "Correct its spelling. A field that the vendor's schema does not know can be read through `dyn(record)`.",
  },
  'wrong-pattern': {
    meaning: 'A regular expression that cannot be read, or that repeats a repetition.',
    remedy:
      'Write it in RE2 syntax, without lookaround and back references, and repeat once: `a+` in place of `(a+)+`.',
  },
  'wrong-setting': {
    meaning: 'A setting of the project that the flow or connector does not take.',
    remedy: 'The message says what is expected; the setting is described in the flow or connector.',
  },
  'missing-secret': {
    meaning: 'A secret that the project file asks for is not there.',
    remedy: 'Set the environment variable, put it in `.env` beside the project file, or create the file.',
  },
  'literal-secret': {
    meaning: 'A secret stands in the project file itself, which is shared and committed.',
    remedy:
      'Put it into `.env` beside the project file, or where the process gets its environment from, and refer to it: `${env.NAME}`. What a sandbox on this machine takes is no secret.',
  },
  'unused-setting': {
    meaning:
      'A setting that the flow declares and never reads: whoever changes it will wonder why nothing happens.',
    remedy: 'Use it, or take it out.',
  },
  'unused-lookup': {
    meaning: 'A lookup whose answer is never read. It costs a call for every page.',
    remedy:
      'Read `steps.<id>`, or take it out. One that is there to stop records without a match says so with `onMiss`.',
  },
  'unbounded-export': {
    meaning: 'An export with neither `cursor` nor `where`: every run reads everything there is.',
    remedy: 'Add a `cursor`, so that only what has changed is read, or bound it with `where`.',
  },
  'unhandled-failure': {
    meaning:
      'The flow says what to do about some failures that pass by themselves, and leaves another of them to the default.',
    remedy: 'Add a rule for it to `onFailure`.',
  },
  'money-as-number': {
    meaning:
      'An amount of money is calculated with, compared or converted as a number or as text: cents get lost, and "9.00" is more than "10.00".',
    remedy: 'Put `money()` around it: `money(record.price) * 2`.',
  },
}

/** Where a code is explained. */
export const docsOf = (code: DiagnosticCode): string => `docs/flow-language/diagnostics.md#${code}`
