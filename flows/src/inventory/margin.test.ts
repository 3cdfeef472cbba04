import { expect, test } from 'vitest'
import { marginFor, paceOf } from './margin.js'

test('what sells nowhere else needs no margin', () => {
  expect(marginFor([{ unitsPerHour: 0, unseenSecs: 180 }])).toBe(0)
})

test('one sale an hour, unseen for three minutes, keeps a unit back', () => {
  expect(marginFor([{ unitsPerHour: 1, unseenSecs: 180 }])).toBe(1)
})

test('sixty an hour, unseen for three minutes, keep back three and thrice their root', () => {
  expect(marginFor([{ unitsPerHour: 60, unseenSecs: 180 }])).toBe(9)
})

test('unseen sales of all kinds are looked at together', () => {
  const each = { unitsPerHour: 30, unseenSecs: 180 }
  expect(marginFor([each, each])).toBe(marginFor([{ unitsPerHour: 60, unseenSecs: 180 }]))
})

test('a rush counts from its first quarter of an hour, a return does not count as a negative sale', () => {
  expect(paceOf(30, 30)).toBe(120)
  expect(paceOf(40, 2)).toBe(40)
  expect(paceOf(-3, 0)).toBe(0)
})

test('the margin covers the sales of its time in all but three of a thousand', () => {
  for (const mean of [0.05, 0.5, 3, 20, 80]) {
    const margin = marginFor([{ unitsPerHour: mean * 20, unseenSecs: 180 }])
    expect(chanceOfMoreThan(margin, mean)).toBeLessThan(0.0035)
  }
})

/** Of a Poisson distribution. */
const chanceOfMoreThan = (count: number, mean: number): number => {
  let term = Math.exp(-mean)
  let below = term
  for (let sales = 1; sales <= count; sales += 1) {
    term *= mean / sales
    below += term
  }
  return 1 - below
}
