import type { FunctionDefinition } from './define-function.js'
import { absFunction } from './functions/abs.js'
import { addDaysFunction } from './functions/add-days.js'
import { addMonthsFunction } from './functions/add-months.js'
import { allocateFunction } from './functions/allocate.js'
import { cleanSkuFunction } from './functions/clean-sku.js'
import { coalesceFunction } from './functions/coalesce.js'
import { countryCodeFunction } from './functions/country-code.js'
import { csvLineFunction } from './functions/csv-line.js'
import { csvListFunction } from './functions/csv-list.js'
import { dateInFunction } from './functions/date-in.js'
import { dateTimeInFunction } from './functions/date-time-in.js'
import { daysBetweenFunction } from './functions/days-between.js'
import { districtFunction } from './functions/district.js'
import { divideFunction } from './functions/divide.js'
import { epochSecondsFunction } from './functions/epoch-seconds.js'
import { failFunction } from './functions/fail.js'
import { fieldsFromFunction } from './functions/fields-from.js'
import { flattenFunction } from './functions/flatten.js'
import { floorFunction } from './functions/floor.js'
import { foldFunction } from './functions/fold.js'
import { formatDateFunction } from './functions/format-date.js'
import { greatestFunction } from './functions/greatest.js'
import { groupByFunction } from './functions/group-by.js'
import { hashFunction } from './functions/hash.js'
import { indexByFunction } from './functions/index-by.js'
import { isBlankFunction } from './functions/is-blank.js'
import { leastFunction } from './functions/least.js'
import { lookupFunction } from './functions/lookup.js'
import { moneyFunction } from './functions/money.js'
import { netsuiteAddressFunction } from './functions/netsuite-address.js'
import { padLeftFunction } from './functions/pad-left.js'
import { parseDateFunction } from './functions/parse-date.js'
import { phoneFunction } from './functions/phone.js'
import { plainTextFunction } from './functions/plain-text.js'
import { replaceFunction } from './functions/replace.js'
import { roundFunction } from './functions/round.js'
import { sortByFunction } from './functions/sort-by.js'
import { stateCodeFunction } from './functions/state-code.js'
import { sumFunction } from './functions/sum.js'
import { tidyFunction } from './functions/tidy.js'
import { titleCaseFunction } from './functions/title-case.js'
import { truncateFunction } from './functions/truncate.js'
import { uniqueFunction } from './functions/unique.js'
import { unitsToLinesFunction } from './functions/units-to-lines.js'
import { wrapFunction } from './functions/wrap.js'

/** Every function of the expression language besides CEL's own. A new one is one more line. */
export const functionRegistry: readonly FunctionDefinition[] = [
  absFunction,
  addDaysFunction,
  addMonthsFunction,
  allocateFunction,
  cleanSkuFunction,
  coalesceFunction,
  countryCodeFunction,
  csvLineFunction,
  csvListFunction,
  dateInFunction,
  dateTimeInFunction,
  daysBetweenFunction,
  districtFunction,
  divideFunction,
  epochSecondsFunction,
  failFunction,
  fieldsFromFunction,
  flattenFunction,
  floorFunction,
  foldFunction,
  formatDateFunction,
  greatestFunction,
  groupByFunction,
  hashFunction,
  indexByFunction,
  isBlankFunction,
  leastFunction,
  lookupFunction,
  moneyFunction,
  netsuiteAddressFunction,
  padLeftFunction,
  parseDateFunction,
  phoneFunction,
  plainTextFunction,
  replaceFunction,
  roundFunction,
  sortByFunction,
  stateCodeFunction,
  sumFunction,
  tidyFunction,
  titleCaseFunction,
  truncateFunction,
  uniqueFunction,
  unitsToLinesFunction,
  wrapFunction,
]
