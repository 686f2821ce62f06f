import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../src/core/outcome/outcome.ts'
import type { RandomStream } from '../../../../src/core/stats/seededStream.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { combinatorialPurged } from '../../../../src/core/validation/splits/combinatorialPurged.ts'
import { purgedKFold } from '../../../../src/core/validation/splits/purgedKFold.ts'
import type { RowSpans, Split, SplitPlan } from '../../../../src/core/validation/splits/split.ts'
import type { SplitRequest } from '../../../../src/core/validation/splits/splitRequest.ts'
import { timeSeriesSplit } from '../../../../src/core/validation/splits/timeSeriesSplit.ts'
import { walkForwardSplits } from '../../../../src/core/validation/splits/walkForwardSplits.ts'

const SETS = 10_000

/** Rows of up to three instruments at irregular times, labels of random length, now and then a long one. */
function randomSpans(stream: RandomStream): RowSpans {
  const decision: number[] = []
  const end: number[] = []
  let time = 0
  const times = 15 + stream.nextInt(30)
  for (let t = 0; t < times; t++) {
    time += 1 + stream.nextInt(5)
    for (let instrument = 1 + stream.nextInt(3); instrument > 0; instrument--) {
      decision.push(time)
      end.push(time + stream.nextInt(stream.nextInt(8) === 0 ? 40 : 6))
    }
  }
  return { decisionMs: Float64Array.from(decision), labelEndMs: Float64Array.from(end) }
}

type Method = (request: SplitRequest, stream: RandomStream) => { plan: Outcome<SplitPlan>; embargoMs: number }

const METHODS: Readonly<Record<string, Method>> = {
  'time-series split': (request, stream) => ({
    plan: timeSeriesSplit({ ...request, splits: 1 + stream.nextInt(4), gapMs: stream.nextInt(8) }),
    embargoMs: 0,
  }),
  'rolling walk-forward': (request, stream) => ({
    plan: walkForwardSplits({
      ...request,
      scheme: 'rolling',
      splits: 1 + stream.nextInt(4),
      trainShare: 0.3 + 0.4 * stream.nextUniform(),
      gapMs: stream.nextInt(8),
    }),
    embargoMs: 0,
  }),
  'anchored walk-forward': (request, stream) => ({
    plan: walkForwardSplits({
      ...request,
      scheme: 'anchored',
      splits: 1 + stream.nextInt(4),
      trainShare: 0.3 + 0.4 * stream.nextUniform(),
      gapMs: stream.nextInt(8),
    }),
    embargoMs: 0,
  }),
  'purged k-fold': (request, stream) => {
    const embargoMs = stream.nextInt(6)
    return { plan: purgedKFold({ ...request, splits: 2 + stream.nextInt(4), embargoMs }), embargoMs }
  },
  combinatorial: (request, stream) => {
    const embargoMs = stream.nextInt(6)
    const groups = 3 + stream.nextInt(3)
    return {
      plan: combinatorialPurged({ ...request, groups, testGroups: 1 + stream.nextInt(2), embargoMs }),
      embargoMs,
    }
  },
}

type Faults = { overlaps: number; parted: number; common: number; embargoed: number; needless: number; sealed: number }

/** Every pair of a training and a test row, as the definition has it; and for plans of folds, whatever was dropped had a reason. */
function judge(split: Split, plan: SplitPlan, request: SplitRequest, embargoMs: number, faults: Faults): void {
  const { decisionMs, labelEndMs } = request.spans
  const back = request.lookBackMs
  const train = new Set(split.train)
  const test = new Set(split.test)
  for (const row of split.train) {
    if (test.has(row)) faults.common++
    for (const other of split.test) {
      if (decisionMs[row] === decisionMs[other]) faults.parted++
      if (decisionMs[row]! - back <= labelEndMs[other]! && labelEndMs[row]! >= decisionMs[other]! - back)
        faults.overlaps++
    }
  }
  const sealedFrom = request.sealedFromMs ?? Number.POSITIVE_INFINITY
  const isSealed = (row: number) => !(decisionMs[row]! < sealedFrom && labelEndMs[row]! < sealedFrom)
  for (const row of [...split.train, ...split.test]) if (isSealed(row)) faults.sealed++
  if (plan.method === 'time-series-split' || plan.method === 'walk-forward') return
  const covers = plan.groups
    .filter((group) => test.has(group[0]!))
    .map((group) => {
      const from = Math.min(...Array.from(group, (row) => decisionMs[row]! - back))
      return { from, to: Math.max(...Array.from(group, (row) => labelEndMs[row]!)) }
    })
  decisionMs.forEach((start, row) => {
    if (test.has(row) || isSealed(row)) return
    const meets = covers.some(({ from, to }) => start - back <= to && labelEndMs[row]! >= from)
    const waits = covers.some(({ to }) => start > to && start <= to + embargoMs)
    if (train.has(row) && waits) faults.embargoed++
    if (!train.has(row) && !meets && !waits) faults.needless++
  })
}

describe('no training label meets a test label', () => {
  it.each(Object.keys(METHODS))(`in ${SETS} random sets of labels: %s`, (name) => {
    const faults: Faults = { overlaps: 0, parted: 0, common: 0, embargoed: 0, needless: 0, sealed: 0 }
    let plans = 0
    let trained = 0
    for (let set = 0; plans < SETS; set++) {
      const stream = createStream(set, name)
      const spans = randomSpans(stream)
      const request = {
        spans,
        rows: null,
        sealedFromMs: stream.nextInt(3) === 0 ? 40 + stream.nextInt(40) : null,
        lookBackMs: stream.nextInt(3) === 0 ? stream.nextInt(6) : 0,
      }
      const { plan, embargoMs } = METHODS[name]!(request, stream)
      if (!plan.ok) {
        expect(['empty-training-set', 'too-few-times']).toContain(plan.trouble.code)
        continue
      }
      plans++
      for (const split of plan.value.splits) {
        trained += split.train.length
        judge(split, plan.value, request, embargoMs, faults)
      }
    }
    expect(faults).toEqual({ overlaps: 0, parted: 0, common: 0, embargoed: 0, needless: 0, sealed: 0 })
    expect(trained).toBeGreaterThan(SETS * 5)
  })
})
