import { LRUCache } from 'lru-cache'
import { RE2JS, RE2JSException } from 're2js'

/** A regular expression in RE2's syntax, which takes time in proportion to the text, whatever the pattern. */
export interface LinearPattern {
  /** True when some part of the text matches. */
  test(text: string): boolean
  /** The text with every match replaced; `$1` is the first group. */
  replaceAll(text: string, replacement: string): string
  /** The pattern itself. */
  toString(): string
}

const maxPatternLength = 500

/** What is wrong with a pattern and what to do about it. */
export interface PatternProblem {
  readonly problem: string
  readonly next: string
}

/**
 * Says what is wrong with a regular expression; undefined when it is right.
 *
 * A repetition of a repetition, such as `(a+)+`, cannot hang us, but the same pattern hangs editors and other tools that read a
 * flow's settings, and it always has a shorter form, so it is refused too.
 */
export const patternProblem = (pattern: string): PatternProblem | undefined => {
  if (pattern.length > maxPatternLength) {
    return {
      problem: `the regular expression is longer than ${maxPatternLength} characters`,
      next: 'shorten it, or compare with a list',
    }
  }
  const repeated = repeatedRepetition(pattern)
  if (repeated !== undefined) {
    return {
      problem: `the regular expression repeats a repetition: ${repeated}`,
      next: 'repeat once, for example a+ in place of (a+)+; the nested form takes exponential time in many tools',
    }
  }
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    const reason = error.message.replace(/^error parsing regexp: /, '')
    return {
      problem: `the regular expression cannot be read: ${reason}`,
      next: 'write it in RE2 syntax: no lookaround (?=, no back references \\1',
    }
  }
}

const compiled = new LRUCache<string, LinearPattern>({ max: 500 })

/** @throws TypeError for a pattern that `patternProblem` finds something wrong with. */
export const compilePattern = (pattern: string): LinearPattern => {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const wrong = patternProblem(pattern)
  if (wrong !== undefined) throw new TypeError(`${wrong.problem}; ${wrong.next}`)
  const expression = RE2JS.compile(pattern)
  const linear: LinearPattern = {
    test: text => expression.matcher(text).find(),
    replaceAll: (text, replacement) => expression.matcher(text).replaceAll(replacement),
    toString: () => pattern,
  }
  compiled.set(pattern, linear)
  return linear
}

/** The first group that holds an unbounded repetition and is itself repeated without bound. */
const repeatedRepetition = (pattern: string): string | undefined => {
  const open: { readonly start: number; repeats: boolean }[] = []
  let inClass = false
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index]
    if (character === '\\') index += 1
    else if (inClass) inClass = character !== ']'
    else if (character === '[') inClass = true
    else if (character === '(') open.push({ start: index, repeats: false })
    else if (character === ')') {
      const group = open.pop()
      const unbounded = isUnbounded(pattern, index + 1)
      if (group?.repeats === true && unbounded) return pattern.slice(group.start, index + 2)
      const outer = open.at(-1)
      if (outer !== undefined && (unbounded || group?.repeats === true)) outer.repeats = true
    } else if (isUnbounded(pattern, index)) {
      const group = open.at(-1)
      if (group !== undefined) group.repeats = true
    }
  }
  return undefined
}

const isUnbounded = (pattern: string, index: number): boolean =>
  /^(?:[*+]|\{\d*,\})/.test(pattern.slice(index, index + 12))
