import { problems } from '../problem.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'

const periodType = recordType('accountingPeriod')

/** Which lock of a period stops a kind of transaction, besides the lock on everything. */
export type PeriodLock = 'receivable' | 'payable'

const isMonth = ({ fields }: StoredRecord): boolean =>
  fields['isYear'] !== true && fields['isQuarter'] !== true && fields['isAdjust'] !== true

/** The period that a posting transaction belongs to: the one it names, else the month of its date. */
export const periodOf = ({ fields }: StoredRecord, store: RecordStore): StoredRecord | undefined => {
  const named = referencedId(fields['postingPeriod'])
  if (named !== undefined) return store.get(periodType, named)
  const date = String(fields['tranDate'] ?? '')
  return store
    .list(periodType)
    .find(
      period =>
        isMonth(period) &&
        String(period.fields['startDate']) <= date &&
        date <= String(period.fields['endDate']),
    )
}

/** @throws Problem when a period takes no more transactions of this kind */
export const checkOpen = (period: StoredRecord, lock: PeriodLock | undefined): void => {
  const { fields } = period
  const name = String(fields['periodName'] ?? period.id)
  if (fields['closed'] === true)
    throw problems.userError(
      `The accounting period ${name} is closed. Transactions in it cannot be made, changed or deleted.`,
    )
  const isLocked =
    fields['allLocked'] === true ||
    (lock === 'receivable' && fields['arLocked'] === true) ||
    (lock === 'payable' && fields['apLocked'] === true)
  if (isLocked)
    throw problems.userError(
      `The accounting period ${name} is locked. Transactions of this kind in it cannot be made, changed or deleted.`,
    )
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Opens the month of a date that no period covers yet. */
export const openMonth = (date: string, store: RecordStore): StoredRecord | undefined => {
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}$/.exec(date) ?? []
  const name = months[Number(month) - 1]
  if (year === undefined || month === undefined || name === undefined) return undefined
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  const period: StoredRecord = {
    id: store.nextId(),
    type: periodType,
    fields: {
      periodName: `${name} ${year}`,
      startDate: `${year}-${month}-01`,
      endDate: `${year}-${month}-${lastDay}`,
      isPosting: true,
      isQuarter: false,
      isYear: false,
      isAdjust: false,
      closed: false,
      allLocked: false,
      arLocked: false,
      apLocked: false,
    },
  }
  store.put(period)
  return period
}
