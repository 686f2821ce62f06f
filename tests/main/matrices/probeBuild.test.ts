import { describe, expect, it } from 'vitest'
import { featureComputer } from '../../../src/core/features/matrix/featureComputer.ts'
import { FEATURE_FAMILIES } from '../../../src/core/features/matrix/featureFamilies.ts'
import type { MatrixFeature } from '../../../src/core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../src/core/features/matrix/matrixInputs.ts'
import type { MatrixTarget, TargetColumn } from '../../../src/core/features/matrix/targets/matrixTarget.ts'
import { resolveTarget } from '../../../src/core/features/matrix/targets/resolveTarget.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { calendar24x7 } from '../../../src/core/time/calendar24x7.ts'
import { DAY_MS } from '../../../src/core/time/durations.ts'
import { checkTargetAlignment } from '../../../src/core/validation/matrix/checkTargetAlignment.ts'
import { leaksOf } from '../../../src/main/engine/matrices/probeBuild.ts'
import { probedPart } from '../../../src/main/engine/matrices/probeInputs.ts'
import { probeTarget } from '../../../src/main/engine/matrices/probeTarget.ts'

const BARS = 400

function inputs(): MatrixInputs {
  const stream = createStream(11, 'probe')
  const close = new Float64Array(BARS)
  for (let bar = 0, price = 100; bar < BARS; bar++) close[bar] = price *= Math.exp(0.02 * stream.nextNormal())
  const leg = {
    open: close.map((price, bar) => (bar === 0 ? price : close[bar - 1]!)),
    high: close.map((price) => price * 1.02),
    low: close.map((price) => price * 0.98),
    close,
    volume: close.map(() => 10),
  }
  const timeMs = Float64Array.from({ length: BARS }, (_, bar) => bar * DAY_MS)
  return {
    market: { intervalMs: DAY_MS, timeMs, instruments: [leg, leg] },
    calendars: [calendar24x7, calendar24x7],
    joined: [new Map(), new Map()],
  }
}

function part(features: readonly MatrixFeature[] = []) {
  return probedPart({ inputs: inputs(), symbols: ['A', 'B'], features, words: '', sha256: 'a1b2c3d4' })
}

function ended<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

function targetOf(compute: (close: Float64Array, bar: number) => number, endOf: (bar: number) => number): MatrixTarget {
  return {
    name: 'made',
    version: 1,
    task: 'regression',
    formula: '',
    source: '',
    unit: '',
    parameters: {},
    compute: ({ market, instrument }): TargetColumn => {
      const { close } = market.instruments[instrument]!
      const values = close.map((_, bar) => compute(close, bar))
      const labelEndMs = values.map((value, bar) => (Number.isNaN(value) ? value : (endOf(bar) + 1) * DAY_MS))
      return { values, labelEndMs, horizonBars: 1 }
    },
  }
}

function codes(target: MatrixTarget): readonly string[] {
  return checkTargetAlignment(ended(probeTarget(target, part()))).findings.map(({ code }) => code)
}

const ratio = (close: Float64Array, to: number, from: number) => (close[to] ?? Number.NaN) / (close[from] ?? Number.NaN)

describe('the probe of targets', () => {
  it.each([
    'next_day_return',
    'next_return',
    'direction_5',
    'up_high_2_5',
    'triple_barrier_10_2_1',
    'triple_barrier_return_5',
    'triple_barrier_return_1',
  ])('finds nothing in %s', (text) => {
    const context = { families: FEATURE_FAMILIES, instruments: ['A', 'B'], tables: new Map() }
    const target = resolveTarget(text, context)
    if (!target.ok) throw new Error(target.trouble.message)
    const { values } = target.value.compute(featureComputer(inputs()).view(0).inputs)
    expect(values.some(Number.isFinite)).toBe(true)
    expect(codes(target.value)).toEqual([])
  })

  it('catches one that is known from the bars up to its own', () => {
    expect(
      codes(
        targetOf(
          (close, bar) => ratio(close, bar, bar - 1),
          (bar) => bar + 1,
        ),
      ),
    ).toContain('target-known-early')
  })

  it('catches one of the past that is only handed out a bar later', () => {
    const late = targetOf(
      (close, bar) => (bar + 1 < close.length ? ratio(close, bar, bar - 1) : Number.NaN),
      (bar) => bar + 1,
    )
    expect(codes(late)).toEqual(['target-from-the-past'])
  })

  it('catches a label that ends later than it says', () => {
    expect(
      codes(
        targetOf(
          (close, bar) => ratio(close, bar + 3, bar),
          (bar) => bar + 2,
        ),
      ),
    ).toEqual(['label-end-too-early'])
    expect(
      codes(
        targetOf(
          (close, bar) => ratio(close, bar + 3, bar),
          (bar) => bar + 3,
        ),
      ),
    ).toEqual([])
  })
})

describe('the probe of features', () => {
  const feature = (name: string, compute: MatrixFeature['compute']): MatrixFeature => ({
    name,
    version: 1,
    formula: '',
    source: '',
    unit: '',
    inputs: ['close'],
    parameters: {},
    warmupBars: 0,
    stalenessMs: 0,
    compute,
    slowly: null,
  })
  const closeOf: (inputs: Parameters<MatrixFeature['compute']>[0]) => Float64Array = ({ market, instrument }) =>
    market.instruments[instrument]!.close

  it('catches what reads a later bar, the whole sample, or another draw, and tells what it cannot judge', () => {
    const features = [
      feature('honest', (given) => closeOf(given).map((price, bar, all) => price / (all[bar - 1] ?? Number.NaN))),
      feature('next', (given) => closeOf(given).map((_, bar, all) => all[bar + 1] ?? Number.NaN)),
      feature('scaled', (given) => {
        const close = closeOf(given)
        const mean = close.reduce((sum, price) => sum + price, 0) / close.length
        return close.map((price) => price / mean)
      }),
      feature('dice', (given) => closeOf(given).map(() => Math.random())),
      feature('empty', (given) => closeOf(given).map(() => Number.NaN)),
    ]
    expect(ended(leaksOf(features, part(features)))).toEqual({
      leaking: ['next', 'scaled', 'dice'],
      unproven: ['empty'],
    })
  })
})
