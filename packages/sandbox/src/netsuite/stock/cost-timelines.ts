import { multiplyRounded } from '../ledger/money.js'
import { type Movement, pileKey } from './movement.js'

/** A pile after a movement. */
interface PileState {
  readonly quantity: number
  /** Minor units of the books. */
  readonly value: number
  /** The last known cost of one: `value / quantity` of these. */
  readonly unit: { readonly value: number; readonly quantity: number }
}

/** A movement with what it was worth. */
export interface Step {
  readonly movement: Movement
  /** Minor units that came with it, or went (negative). */
  value: number
  /** What had gone out too cheap or too dear while there was none, put right when goods came. */
  correction: number
  after: PileState
}

/**
 * Average costs by pile. Movements are put where their dates say, also afterwards, and everything later is worked out again: the
 * costs depend on the movements there are, not on when they became known.
 */
export interface CostTimelines {
  /** Takes these movements for those that the transaction had. Gives the transactions whose costs are different now. */
  replace(transaction: string, movements: readonly Movement[]): ReadonlySet<string>
  stepsOf(transaction: string): readonly Step[]
  /** All movements of a pile, in order. */
  pile(key: string): readonly Step[]
  keys(): Iterable<string>
}

const empty: PileState = { quantity: 0, value: 0, unit: { value: 0, quantity: 1 } }

export const createCostTimelines = (): CostTimelines => {
  const piles = new Map<string, Step[]>()
  const byTransaction = new Map<string, Step[]>()

  const pileOf = (movement: Movement): Step[] => {
    const key = pileKey(movement)
    const pile = piles.get(key) ?? []
    piles.set(key, pile)
    return pile
  }

  /** Works a pile out again from a step on; tells which costs changed, and which steps elsewhere follow from them. */
  const reckon = (pile: Step[], from: number, changed: Set<string>, follow: (step: Step) => void): void => {
    let before = pile[from - 1]?.after ?? empty
    for (let index = from; index < pile.length; index += 1) {
      const step = pile[index]
      if (step === undefined) return
      const { value, correction, after } = reckonStep(step.movement, before, () => -takenBy(step))
      if (value !== step.value || correction !== step.correction) {
        changed.add(step.movement.transaction)
        Object.assign(step, { value, correction })
        if (step.movement.quantity < 0) for (const other of arrivalsOf(step)) follow(other)
      }
      step.after = after
      before = after
    }
  }

  const takenBy = ({ movement }: Step): number =>
    (byTransaction.get(movement.transaction) ?? [])
      .filter(
        other =>
          other.movement.line === movement.line &&
          other.movement.item === movement.item &&
          other.movement.quantity < 0,
      )
      .reduce((sum, other) => sum + other.value, 0)

  const arrivalsOf = ({ movement }: Step): readonly Step[] =>
    (byTransaction.get(movement.transaction) ?? []).filter(
      other =>
        other.movement.isMoved === true &&
        other.movement.line === movement.line &&
        other.movement.item === movement.item,
    )

  return {
    replace: (transaction, movements) => {
      const changed = new Set<string>()
      /** Where each pile has to be worked out again from. */
      const dirty = new Map<Step[], number>()
      const mark = (pile: Step[], index: number) =>
        dirty.set(pile, Math.min(index, dirty.get(pile) ?? Number.POSITIVE_INFINITY))
      for (const step of byTransaction.get(transaction) ?? []) {
        const pile = pileOf(step.movement)
        const index = pile.indexOf(step, placeOf(pile, step.movement))
        pile.splice(index, 1)
        mark(pile, index)
        changed.add(transaction)
      }
      const steps = movements.map((movement): Step => ({ movement, value: 0, correction: 0, after: empty }))
      if (steps.length > 0) byTransaction.set(transaction, steps)
      else byTransaction.delete(transaction)
      for (const step of steps) {
        const pile = pileOf(step.movement)
        const index = placeOf(pile, step.movement, true)
        pile.splice(index, 0, step)
        mark(pile, index)
        changed.add(transaction)
      }
      const follow = (step: Step) => {
        const pile = pileOf(step.movement)
        mark(pile, pile.indexOf(step, placeOf(pile, step.movement)))
      }
      while (dirty.size > 0) {
        const [pile, index] = earliest(dirty)
        dirty.delete(pile)
        reckon(pile, index, changed, follow)
      }
      return changed
    },
    stepsOf: transaction => byTransaction.get(transaction) ?? [],
    pile: key => piles.get(key) ?? [],
    keys: () => piles.keys(),
  }
}

const reckonStep = (
  { quantity, value: given, isMoved }: Movement,
  before: PileState,
  moved: () => number,
): Pick<Step, 'value' | 'correction' | 'after'> => {
  const atUnit = (count: number) => multiplyRounded(count, before.unit.value, before.unit.quantity)
  if (quantity >= 0) {
    const value = isMoved === true ? moved() : (given ?? atUnit(quantity))
    return coming(quantity, value, before)
  }
  const count = -quantity
  const inHand = Math.max(before.quantity, 0)
  const value =
    count < inHand
      ? multiplyRounded(before.value, count, before.quantity)
      : (inHand > 0 ? before.value : 0) + atUnit(count - inHand)
  const after = { quantity: before.quantity - count, value: before.value - value, unit: before.unit }
  return { value: -value, correction: 0, after }
}

const coming = (
  quantity: number,
  value: number,
  before: PileState,
): Pick<Step, 'value' | 'correction' | 'after'> => {
  const count = before.quantity + quantity
  const sum = before.value + value
  // What filled a gap is gone already: only what is left is worth the new cost.
  const worth =
    before.quantity >= 0 ? sum : count > 0 ? multiplyRounded(value, count, quantity) : count === 0 ? 0 : sum
  const unit =
    count > 0 ? { value: worth, quantity: count } : quantity > 0 ? { value, quantity } : before.unit
  return { value, correction: sum - worth, after: { quantity: count, value: worth, unit } }
}

/** Dates first, then ids as numbers, then lines. */
const compare = (left: Movement, right: Movement): number =>
  compareTexts(left.date, right.date) ||
  Number(left.transaction) - Number(right.transaction) ||
  left.line - right.line ||
  0

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** The first place not before a movement, or behind those that are equal. */
const placeOf = (pile: readonly Step[], movement: Movement, behind = false): number => {
  const last = pile.at(-1)
  if (behind && (last === undefined || compare(last.movement, movement) <= 0)) return pile.length
  let low = 0
  let high = pile.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const step = pile[middle]
    const order = step === undefined ? 0 : compare(step.movement, movement)
    if (order < 0 || (behind && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}

const earliest = (dirty: ReadonlyMap<Step[], number>): readonly [Step[], number] => {
  let found: readonly [Step[], number] | undefined
  for (const [pile, index] of dirty) {
    const movement = pile[index]?.movement
    const least = found?.[0][found[1]]?.movement
    if (
      found === undefined ||
      (movement !== undefined && (least === undefined || compare(movement, least) < 0))
    )
      found = [pile, index]
  }
  return found ?? [[], 0]
}
