import { allSteps, type FlowPlan } from '@tiktok-ns/flow-engine'

/** Two flows of a project that together count money twice, or leave it open for ever. */
export interface MixedBooking {
  /** The flow of the project whose setting is to change. */
  readonly instance: string
  readonly setting: string
  readonly problem: string
  readonly next: string
}

/**
 * Settlement follows how orders are booked: what both an order's document and its statement book is counted twice. Only flows between
 * the same shop and the same NetSuite account are compared.
 */
export const findMixedBookings = (plans: readonly FlowPlan[]): readonly MixedBooking[] =>
  plans
    .filter(plan => calls(plan, 'settlement.planEntries'))
    .flatMap(books => {
      const beside = plans.filter(other => other !== books && haveOneShop(books, other))
      return [...ordersBeside(books, beside), ...accrualBeside(books, beside)]
    })

type Mode = 'journal' | 'feesOnly' | 'deposit'

/** What a flow makes of an order that is money in the books. */
type Document = 'invoice' | 'cashSale' | 'customerDeposit'

/** The mode that goes with what orders become, and what another one does. */
const modes: Readonly<
  Record<Document, { readonly mode: Mode; readonly otherwise: Readonly<Partial<Record<Mode, string>>> }>
> = {
  invoice: {
    mode: 'feesOnly',
    otherwise: {
      journal: 'makes invoices of orders, whose sales this flow would book once more',
      deposit: 'makes invoices of orders, which a bank deposit does not pay',
    },
  },
  cashSale: {
    mode: 'deposit',
    otherwise: {
      journal: 'makes cash sales of orders, whose sales this flow would book once more',
      feesOnly: 'makes cash sales of orders, which this flow would take off a receivable they never were on',
    },
  },
  customerDeposit: {
    mode: 'deposit',
    otherwise: { journal: 'makes customer deposits of orders, whose money this flow would book once more' },
  },
}

const ordersBeside = (books: FlowPlan, beside: readonly FlowPlan[]): readonly MixedBooking[] =>
  beside.flatMap(other =>
    documentsOf(other).flatMap(document => {
      const { mode, otherwise } = modes[document]
      const does = otherwise[modeOf(books)]
      if (does === undefined || (modeOf(books) === 'feesOnly' && isElsewhere(other))) return []
      return [
        {
          instance: books.flow,
          setting: 'mode',
          problem: `mode is ${modeOf(books)}, and the flow "${other.flow}" ${does}`,
          next: `set mode: ${mode}, or take "${other.flow}" out of the project`,
        },
      ]
    }),
  )

const accrualBeside = (books: FlowPlan, beside: readonly FlowPlan[]): readonly MixedBooking[] =>
  books.settings['splitMonths'] === true
    ? beside
        .filter(other => calls(other, 'settlement.accrue'))
        .map(({ flow }) => ({
          instance: books.flow,
          setting: 'splitMonths',
          problem: `splitMonths books sales in their month, and the flow "${flow}" accrues them there as well`,
          next: `leave splitMonths out, or take "${flow}" out of the project`,
        }))
    : []

const modeOf = ({ settings: { mode } }: FlowPlan): Mode =>
  mode === 'feesOnly' || mode === 'deposit' ? mode : 'journal'

/** Whatever it is called: a flow that extends another one books as that one does. */
const calls = (plan: FlowPlan, hook: string): boolean =>
  allSteps(plan).some(step => step.kind === 'hook' && step.hook === hook)

const documents: readonly Document[] = ['invoice', 'cashSale', 'customerDeposit']

const makes: ReadonlySet<string> = new Set(['create', 'transform', 'upsert'])

const documentsOf = (plan: FlowPlan): readonly Document[] => {
  const made = new Set(
    allSteps(plan).flatMap(step =>
      step.kind === 'import' && step.when !== 'false' && makes.has(step.operation) ? [step.target] : [],
    ),
  )
  return documents.filter(
    document =>
      made.has(document) && (document !== 'customerDeposit' || plan.settings['depositAccount'] !== undefined),
  )
}

/** Money of cash sales that waits on an account of the merchant's choice may be taken off that one, as if it were a receivable. */
const isElsewhere = ({ settings }: FlowPlan): boolean => settings['cashAccount'] !== undefined

/** Keys tell accounts apart, whatever a statement is read from: the API, or downloaded files. */
const haveOneShop = (one: FlowPlan, other: FlowPlan): boolean =>
  [true, false].every(isErp => {
    const keys = keysOf(one, isErp)
    return keysOf(other, isErp).some(key => keys.includes(key))
  })

const keysOf = ({ connections }: FlowPlan, isErp: boolean): readonly string[] =>
  Object.values(connections).flatMap(({ connector, key }) =>
    (connector === 'netsuite') === isErp ? [key] : [],
  )
