import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseFeatures } from '../../../../src/core/pipeline/training/chooseFeatures.ts'
import { sampleWeights } from '../../../../src/core/pipeline/training/rowWeights.ts'
import { signalSizes, tradedSignals } from '../../../../src/core/pipeline/training/tradedSignal.ts'
import { payloadOf, trainingData } from './trainingScene.ts'

const NAMES = ['RSI_14', 'MACD', 'MACD_signal', 'MACD_histogram', 'funding.rate', 'rsi2', 'volume_ratio']
const chosen = (...asked: readonly string[]) => {
  const places = chooseFeatures(NAMES, asked)
  return places.ok ? places.value.map((place) => NAMES[place]) : places.trouble
}

describe('features_to_use', () => {
  it('takes a column by its name, and a family by its stem, in the order of the matrix', () => {
    expect(chosen('volume_ratio', 'RSI')).toEqual(['RSI_14', 'volume_ratio'])
    expect(chosen('macd')).toEqual(['MACD', 'MACD_signal', 'MACD_histogram'])
    expect(chosen('MACD_signal')).toEqual(['MACD_signal'])
    expect(chosen('rate')).toEqual(['funding.rate'])
    expect(chosen('RSI', 'RSI_14')).toEqual(['RSI_14'])
  })

  it('knows families, with their numbers and what they are set against, from names that only begin alike', () => {
    const names = [
      ...['volume', 'volume_ratio', 'volume_price_distance', 'close', 'close_location', 'BB_20_upper', 'BB_50_upper'],
      ...['MACD_12_26_9_signal', 'hedge_ratio_60(ETH)', 'hedge_ratio_90(ETH)', 'cointegration_p_60(ETH)'],
      ...['rank(momentum_20)', 'momentum_20', 'RSI_14@1', 'funding.rate'],
    ]
    const of = (...asked: readonly string[]) => {
      const places = chooseFeatures(names, asked)
      return places.ok ? places.value.map((place) => names[place]) : places.trouble.code
    }
    expect(of('volume')).toEqual(['volume'])
    expect(of('Close')).toEqual(['close'])
    expect(of('volume_profile')).toEqual(['volume_ratio', 'volume_price_distance'])
    expect(of('BB_20')).toEqual(['BB_20_upper'])
    expect(of('bollinger', 'macd_12')).toEqual(['BB_20_upper', 'BB_50_upper', 'MACD_12_26_9_signal'])
    expect(of('hedge_ratio')).toEqual(['hedge_ratio_60(ETH)', 'hedge_ratio_90(ETH)'])
    expect(of('hedge_ratio_90')).toEqual(['hedge_ratio_90(ETH)'])
    expect(of('cointegration')).toEqual(['cointegration_p_60(ETH)'])
    expect(of('momentum')).toEqual(['momentum_20'])
    expect(of('rank(momentum)')).toEqual(['rank(momentum_20)'])
    expect(of('RSI', 'rate')).toEqual(['RSI_14@1', 'funding.rate'])
    expect(of('vol')).toBe('unknown-feature')
  })

  it('names the nearest where there is none', () => {
    expect(chosen('volume_ration')).toMatchObject({ code: 'unknown-feature' })
    expect(JSON.stringify(chosen('volume_ration'))).toContain('Did you mean volume_ratio?')
    expect(chosen('R')).toMatchObject({ code: 'unknown-feature' })
  })
})

const UNIQUENESS = { weighting: 'uniqueness', decayOldest: 1 } as const

describe('weights by uniqueness', () => {
  it('are all 1 for labels of one bar, and 1 on average for any', () => {
    const data = trainingData({ rows: 50 })
    const rows = Int32Array.from({ length: 40 }, (_, row) => row)
    const weights = sampleWeights(data, rows, UNIQUENESS)
    expect([...weights.slice(0, 40)].every((weight) => Math.abs(weight - 1) < 1e-12)).toBe(true)
    expect([...weights.slice(40)]).toEqual(Array(10).fill(0))
  })

  it('are smaller where more labels overlap, of one instrument only', () => {
    const data = trainingData({ rows: 60, horizon: 5 })
    // Rows 0 to 9 stand alone, rows 30 to 49 overlap each other.
    const rows = Int32Array.from([0, ...Array.from({ length: 20 }, (_, k) => 30 + k)])
    const weights = sampleWeights(data, rows, UNIQUENESS)
    expect(weights[0]! / weights[40]!).toBeCloseTo(5, 10)
    const apart = { ...data, instrument: data.instrument.map((_, row) => row) }
    expect(
      [...sampleWeights(apart, rows, UNIQUENESS)]
        .filter((weight) => weight > 0)
        .every((weight) => Math.abs(weight - 1) < 1e-12),
    ).toBe(true)
  })
})

describe('signals', () => {
  const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true })

  it('of amounts are the share of smaller sizes in training, with the sign of the prediction', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 40 }),
        fc.array(finite, { maxLength: 10 }),
        (seen, asked) => {
          const signals = tradedSignals('regression', Float64Array.from(asked), signalSizes(Float64Array.from(seen)))
          asked.forEach((value, at) => {
            const size = Math.abs(value)
            const smaller = seen.filter((other) => Math.abs(other) < size).length
            const equal = seen.filter((other) => Math.abs(other) === size).length
            const share = (smaller + equal / 2) / seen.length
            expect(signals[at]).toBeCloseTo(Math.sign(value) * share, 12)
          })
        },
      ),
    )
  })

  it('of many predictions go by a thousand of their sizes, the ends among them', () => {
    const seen = Float64Array.from({ length: 5_000 }, (_, k) => (k % 2 === 0 ? 1 : -1) * (k + 1))
    const sizes = signalSizes(seen)
    expect([sizes.length, sizes[0], sizes.at(-1)]).toEqual([1_000, 1, 5_000])
    const [half] = tradedSignals('regression', Float64Array.of(-2_500.5), sizes)
    expect(half).toBeCloseTo(-0.5, 3)
    expect(tradedSignals('regression', Float64Array.of(6_000), sizes)[0]).toBe(1)
  })

  it('of classes are 2 p - 1, and none stays none', () => {
    const signals = tradedSignals('classification', Float64Array.of(0, 0.35, 0.75, Number.NaN), new Float64Array(0))
    expect([...signals]).toEqual([-1, expect.closeTo(-0.3, 12), 0.5, Number.NaN])
    expect(tradedSignals('regression', Float64Array.of(Number.NaN), Float64Array.of(1))).toEqual(
      Float64Array.of(Number.NaN),
    )
  })
})

describe('a recipe', () => {
  const codeOf = (task: 'classification' | 'regression', written: unknown) => {
    try {
      payloadOf(trainingData({ task }), written)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  it('is refused where parts of it have no effect or no meaning', () => {
    expect(codeOf('regression', { model_type: 'ridge', calibration: 'platt' })).toContain('for targets of classes')
    expect(codeOf('classification', { model_type: 'ridge' })).toContain('does not learn a target of classes')
    expect(codeOf('classification', { model_type: 'logistic', members: ['logistic', 'mlp'] })).toContain(
      'not made of members',
    )
    expect(codeOf('classification', { model_type: 'logistic', monotone: { RSI: 1 } })).toContain('no column "RSI"')
    expect(codeOf('classification', { model_type: 'random_forest', early_stopping: {} })).toContain('stopped early')
    expect(codeOf('classification', { model_type: 'logistic', search: {}, parameters: { C: 1 } })).toContain('is given')
    expect(codeOf('classification', { model_type: 'xgboost', early_stopping: {}, monotone: { RSI_14: 1 } })).toBe(null)
  })
})
