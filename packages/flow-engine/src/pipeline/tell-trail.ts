import type { FailureRule, ImportPlan, StepPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import { ruleFor } from '../failures/rule-for.js'
import type { Json } from '../json.js'
import type { ImportItem } from '../ports/connector.js'
import type { Decision, Exchange, ExchangeFailure, Trail } from '../ports/trail.js'
import { maskPersonal } from '../privacy/mask-personal.js'
import type { RunContext } from './run-context.js'
import type { Traveller } from './traveller.js'

/** What is longer, as JSON, is kept as the start of its text. */
const longest = 64 * 1024

/** A record's trail, ready to be kept; undefined where the host keeps no data or there is nothing to tell. */
export const toTrail = (
  { original, exchanges, decided, outcome }: Traveller,
  { keepsData, personal }: RunContext,
): Trail | undefined => {
  // A record that was left alone would be told anew by every overlapping window.
  if (!keepsData || (exchanges.length === 0 && outcome?.status === 'skipped')) return undefined
  return {
    read: cut(original, personal),
    exchanges: exchanges.map(({ answer, ...exchange }) => ({
      ...exchange,
      ...(answer === undefined ? {} : { answer: cut(answer, personal) }),
    })),
    ...(decided === undefined ? {} : { decided }),
  }
}

/**
 * What an import sends, as a trail tells it: masked and cut at once, for a record that writes a hundred large documents would
 * otherwise hold all of them until it ends.
 */
export const toExchange = (
  { path, connection, target, operation }: ImportPlan,
  { payload, externalId, ref }: ImportItem,
  { keepsData, personal }: RunContext,
): Omit<Exchange, 'answer' | 'failure'> => ({
  step: path,
  connection,
  target,
  operation,
  sent: keepsData ? cut(payload, personal) : null,
  ...(externalId === undefined ? {} : { externalId }),
  ...(ref === undefined ? {} : { ref }),
})

/** A record with what was sent in vain, and the rule that decides about it. */
export const tellFailure = (
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  failure: Failure,
  item: ImportItem | undefined,
): Traveller => {
  const decided: Decision = {
    step: step.path,
    kind: failure.kind,
    from: placeOfRule(step, failure),
    rule: sayRule(ruleFor(failure.kind, step, context.plan)),
  }
  if (item === undefined || step.kind !== 'import') return { ...traveller, decided }
  const exchange: Exchange = { ...toExchange(step, item, context), failure: toExchangeFailure(failure) }
  return { ...traveller, decided, exchanges: [...traveller.exchanges, exchange] }
}

const placeOfRule = ({ onFailure, around }: StepPlan, { kind }: Failure): Decision['from'] => {
  if (onFailure[kind] !== undefined) return 'step'
  return around?.[kind] === undefined ? 'flow' : 'around'
}

const sayRule = (rule: FailureRule): string => {
  switch (rule.then) {
    case 'retry':
      return `try ${rule.retry.attempts} times, then ${sayRule(rule.retry.finally)}`
    case 'run':
      return `run ${rule.steps.map(({ id }) => id).join(', ')}, then ${rule.finally}`
    default:
      return rule.then
  }
}

const toExchangeFailure = ({
  kind,
  message,
  code,
  status,
  requestId,
  excerpt,
}: Failure): ExchangeFailure => ({
  kind,
  message,
  ...(code === undefined ? {} : { code }),
  ...(status === undefined ? {} : { status }),
  ...(requestId === undefined ? {} : { requestId }),
  ...(excerpt === undefined ? {} : { excerpt }),
})

const cut = (value: Json, personal: ReadonlySet<string>): Json => {
  const { masked = null } = maskPersonal({ masked: value }, personal)
  const text = JSON.stringify(masked)
  return text.length <= longest ? masked : `${text.slice(0, longest)}…`
}
