import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersWithin, mergeAnswers } from '../../../src/main/engine/download/mergeAnswers.ts'
import { answerWith, HOUR } from './roomFixture.ts'

const answers = fc
  .array(fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), { maxLength: 8 })
  .map((all) =>
    all.map((places, index) =>
      answerWith(
        places.sort((a, b) => a - b).map((place) => place * HOUR),
        {},
        index,
      ),
    ),
  )

test('one row a time, ascending, with the values of the answer that came last', () => {
  fc.assert(
    fc.property(answers, (all) => {
      const expected = new Map<number, readonly (number | null)[]>()
      for (const answer of all)
        answer.timeMs.forEach((timeMs, row) => {
          const { open, high, low, close, volume, trades } = answer
          expected.set(
            timeMs,
            [open, high, low, close, volume, trades].map((column) => column[row]!),
          )
        })
      const merged = mergeAnswers(all)
      const times = [...expected.keys()].sort((a, b) => a - b)
      expect([...merged.timeMs]).toEqual(times)
      times.forEach((timeMs, row) => {
        const { open, high, low, close, volume, trades } = merged
        expect([open, high, low, close, volume, trades].map((column) => column[row])).toEqual(expected.get(timeMs))
      })
    }),
  )
})

test('times that are no whole seconds are merged alike', () => {
  const merged = mergeAnswers([answerWith([1, 2, 3], {}, 0), answerWith([2, 3, 4], {}, 50), answerWith([0, 2], {}, 70)])
  expect([...merged.timeMs]).toEqual([0, 1, 2, 3, 4])
  expect([...merged.open].map((value) => Math.round(value))).toEqual([170, 100, 170, 150, 150])
})

test('a count of trades that is not known stays so', () => {
  expect([...mergeAnswers([answerWith([HOUR], { trades: [null] })]).trades]).toEqual([Number.NaN])
})

test('answers within are those with a bar in between, none is left out', () => {
  fc.assert(
    fc.property(answers, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (all, from, length) => {
      const [fromMs, toMs] = [from * HOUR, (from + length) * HOUR]
      const within = answersWithin(all, fromMs, toMs)
      for (const answer of all)
        if (answer.timeMs.some((timeMs) => timeMs >= fromMs && timeMs < toMs)) expect(within).toContain(answer)
      for (const answer of within) expect(answer.timeMs.length).toBeGreaterThan(0)
    }),
  )
})
