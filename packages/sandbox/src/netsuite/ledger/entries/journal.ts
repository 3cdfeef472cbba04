import { linesOf } from '../../records/lines.js'
import { referencedId } from '../../records/references.js'
import { currencyOf } from '../currencies.js'
import { accountOr, dimensionsOf } from '../dimensions.js'
import { toMinor } from '../money.js'
import type { Draft, PostingRule } from '../posting.js'

/** What its lines say, as they say it. A tax amount is a posting of its own beside its line. */
export const journalEntry: PostingRule = ({ fields }, ground) => {
  const { exponent } = currencyOf(fields['currency'], ground.store)
  return (linesOf(fields['line']) ?? []).flatMap((line, index): readonly Draft[] => {
    const foreign = toMinor(line['debit'], exponent) - toMinor(line['credit'], exponent)
    const about = { ...dimensionsOf(fields, line), line: Number(line['line'] ?? index + 1) }
    const tax = Math.sign(foreign) * toMinor(line['tax1Amt'], exponent)
    return [
      { ...about, account: referencedId(line['account']) ?? '', foreign },
      { ...about, account: accountOr(line['tax1Acct'], 'taxPayable', ground), foreign: tax },
    ]
  })
}
