import { expect, test } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import { estimateRemaining } from '../../../src/core/job/estimateRemaining.ts'
import { foldProgress, measureProgress, startProgress } from '../../../src/core/job/jobProgress.ts'

const beat = (stage: string, done: number, total: number): JobEvent => ({
  type: 'beat',
  stage,
  done,
  total,
  elapsedMs: 0,
  etaMs: null,
  note: '',
})
const end = (stage: string, elapsedSeconds: number): JobEvent => ({ type: 'stage-end', stage, elapsedSeconds })
const PLAN = [
  { stage: 'a', weight: 1 },
  { stage: 'b', weight: 3 },
]

test('time to go at the mean speed so far', () => {
  expect(estimateRemaining({ kept: 0, done: 2, total: 8, elapsedMs: 1000 })).toBe(3000)
  expect(estimateRemaining({ kept: 0, done: 8, total: 8, elapsedMs: 1000 })).toBe(0)
})

test('what was kept from an earlier run says nothing about speed', () => {
  expect(estimateRemaining({ kept: 5, done: 6, total: 10, elapsedMs: 1000 })).toBe(4000)
})

test('nothing done yet, no estimate', () => {
  expect(estimateRemaining({ kept: 0, done: 0, total: 8, elapsedMs: 1000 })).toBeNull()
  expect(estimateRemaining({ kept: 3, done: 3, total: 8, elapsedMs: 1000 })).toBeNull()
  expect(estimateRemaining({ kept: 0, done: 0, total: 0, elapsedMs: 0 })).toBeNull()
})

test('the weights of the stages make one measure', () => {
  const events = [beat('a', 0, 4), beat('a', 4, 4), end('a', 2), beat('b', 0, 10), beat('b', 5, 10)]
  const progress = events.reduce(foldProgress, startProgress(PLAN))
  expect(measureProgress(progress, 'b', 5000)).toEqual({ kept: 0, done: 2.5, total: 4, elapsedMs: 5000 })
})

test('stages and units that were there already count as kept', () => {
  const events = [end('a', 0.01), beat('b', 0, 0), beat('b', 5, 10), beat('b', 6, 10)]
  const progress = events.reduce(foldProgress, startProgress(PLAN))
  const measure = measureProgress(progress, 'b', 1000)
  expect(measure).toMatchObject({ kept: 2.5, total: 4 })
  expect(measure.done).toBeCloseTo(2.8, 12)
})

test('a stage that worked without a beat was not kept', () => {
  expect(measureProgress(foldProgress(startProgress(PLAN), end('a', 3)), 'b', 3000)).toMatchObject({ kept: 0, done: 1 })
})

test('a job without a plan is measured by its stage alone', () => {
  const progress = [beat('x', 1, 4)].reduce(foldProgress, startProgress([]))
  expect(measureProgress(foldProgress(progress, beat('x', 2, 4)), 'x', 10)).toEqual({
    kept: 0.25,
    done: 0.5,
    total: 1,
    elapsedMs: 10,
  })
})
