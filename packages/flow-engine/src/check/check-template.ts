import { checkExpression, type ExpressionProblem, type Shapes } from '../expressions/check-expression.js'
import { elementOf, resolveShape } from '../expressions/schema-paths.js'
import { readEachClause } from '../expressions/template-each.js'
import { splitTemplate, TemplateSyntaxError } from '../expressions/template-parts.js'
import type { Json, JsonObject } from '../json.js'
import { suggest } from './nearest-word.js'

export interface TemplateProblem extends ExpressionProblem {
  /** Below the template. */
  readonly path: readonly (string | number)[]
}

const markers = ['$each', '$if', '$value', '$also']

/** Checks every expression of a template, each with the names that are in scope where it stands. */
export const checkTemplate = (template: Json, shapes: Shapes): readonly TemplateProblem[] => {
  if (typeof template === 'string') return checkText(template, shapes)
  if (template === null || typeof template !== 'object') return []
  if (isList(template)) return template.flatMap((item, index) => below(index, checkTemplate(item, shapes)))
  return checkObject(template, shapes)
}

const isList = (template: Json): template is readonly Json[] => Array.isArray(template)

const below = (step: string | number, problems: readonly TemplateProblem[]): readonly TemplateProblem[] =>
  problems.map(problem => ({ ...problem, path: [step, ...problem.path] }))

const checkText = (template: string, shapes: Shapes): readonly TemplateProblem[] => {
  try {
    return splitTemplate(template).flatMap(part =>
      part.kind === 'text'
        ? []
        : checkExpression(part.source, shapes).problems.map(problem => ({
            ...problem,
            offset: part.offset + problem.offset,
            path: [],
          })),
    )
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error
    return [
      {
        code: 'expression-syntax',
        offset: error.offset,
        path: [],
        problem: error.message,
        next: 'close it, or write $${ for a plain ${',
      },
    ]
  }
}

const checkObject = (template: JsonObject, shapes: Shapes): readonly TemplateProblem[] => {
  const { $each, $if, ...members } = template
  const each = $each === undefined ? { problems: [], shapes } : checkEach($each, shapes)
  const condition =
    $if === undefined
      ? []
      : checkExpression(String($if), each.shapes).problems.map(problem => ({ ...problem, path: ['$if'] }))
  const rest = Object.entries(members).flatMap(([name, member]) => {
    const unknown = name.startsWith('$') && !markers.includes(name) ? [unknownMarker(name)] : []
    return [...unknown, ...below(name, checkTemplate(member, each.shapes))]
  })
  return [...each.problems, ...condition, ...rest]
}

const checkEach = (
  each: Json,
  shapes: Shapes,
): { readonly problems: readonly TemplateProblem[]; readonly shapes: Shapes } => {
  const clause = typeof each === 'string' ? readEachClause(each) : undefined
  if (clause === undefined) {
    const problem = {
      code: 'expression-syntax',
      offset: 0,
      path: ['$each'],
      problem: '$each must read "name in list"',
      next: 'for example line in record.lines',
    } as const
    return { problems: [problem], shapes }
  }
  const { problems, shape } = checkExpression(clause.source, shapes)
  return {
    problems: problems.map(problem => ({
      ...problem,
      offset: clause.offset + problem.offset,
      path: ['$each'],
    })),
    shapes: new Map(shapes).set(clause.name, elementOf(resolveShape(shape))),
  }
}

const unknownMarker = (name: string): TemplateProblem => ({
  code: 'unknown-name',
  offset: 0,
  path: [name],
  problem: `there is no template key "${name}"`,
  next: suggest(name, markers),
})
