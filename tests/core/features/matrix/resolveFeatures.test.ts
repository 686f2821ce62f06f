import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { INDICATOR_FAMILIES } from '../../../../src/core/features/matrix/families/indicatorFamilies.ts'
import { FEATURE_FAMILIES, familiesWith } from '../../../../src/core/features/matrix/featureFamilies.ts'
import { featureVersionHash } from '../../../../src/core/features/matrix/featureVersionHash.ts'
import type { FeatureFamily } from '../../../../src/core/features/matrix/matrixFeature.ts'
import { resolveFeatures } from '../../../../src/core/features/matrix/resolveFeatures.ts'
import { TARGET_FAMILIES } from '../../../../src/core/features/matrix/targets/targetFamilies.ts'
import { chooseFeatures } from '../../../../src/core/pipeline/training/chooseFeatures.ts'
import { CONTEXT, featuresOf } from './sampleMatrix.ts'

const namesOf = (...texts: string[]) => featuresOf(...texts).map(({ name }) => name)
const codeOf = (...texts: string[]) => {
  const made = resolveFeatures(texts, CONTEXT)
  return made.ok ? 'ok' : made.trouble.code
}
const hintOf = (text: string) => {
  const made = resolveFeatures([text], CONTEXT)
  return made.ok ? '' : made.trouble.hint
}

describe('names', () => {
  it('give columns in the order asked for', () => {
    expect(namesOf('open', 'high', 'low', 'close', 'volume')).toEqual(['open', 'high', 'low', 'close', 'volume'])
    expect(namesOf('price_momentum', 'volume_profile')).toEqual([
      'price_momentum',
      'volume_ratio',
      'volume_price_distance',
      'volume_peak_distance',
    ])
    expect(namesOf('volume_profile_50')).toEqual([
      'volume_ratio_50',
      'volume_price_distance_50',
      'volume_peak_distance_50',
    ])
    expect(namesOf('cointegration_100(AAA)')).toEqual(['cointegration_100(AAA)', 'cointegration_100_p(AAA)'])
    expect(namesOf('rank(momentum_20)', 'z_score(hedge_ratio(BBB))')).toEqual([
      'rank(momentum_20)',
      'z_score(hedge_ratio(BBB))',
    ])
    expect(namesOf('funding.rate', 'age(funding.rate)')).toEqual(['funding.rate', 'age(funding.rate)'])
  })

  it('take numbers in order, standards behind them, and no regard to case', () => {
    expect(featuresOf('frac_diff_0.4')[0]!.parameters).toEqual({ order: 0.4, smallest: 0.0001 })
    expect(featuresOf('PRICE_MOMENTUM_5')[0]!.parameters).toEqual({ lag: 5 })
    expect(featuresOf('vpin_30_2')[0]!.parameters).toEqual({ buckets: 30, bars: 2, window: 100 })
  })

  it('of the example build: its columns hold what the example training asks for', () => {
    const names = namesOf(
      'open',
      'high',
      'low',
      'close',
      'volume',
      'RSI_14',
      'MACD',
      'BB_20',
      'ATR_14',
      'price_momentum',
      'volume_profile',
    )
    const chosen = chooseFeatures(names, ['RSI', 'MACD', 'volume_ratio'])
    const wanted = chosen.ok ? chosen.value.map((place) => names[place]) : chosen.trouble.message
    expect(wanted).toEqual(['RSI_14', 'MACD', 'MACD_signal', 'MACD_histogram', 'volume_ratio'])
  })

  it('say which column is a category', () => {
    expect(featuresOf('weekday', 'month', 'hour').map(({ isCategory }) => isCategory)).toEqual([true, true, false])
  })
})

describe('what cannot be had', () => {
  it.each([
    ['price_momentun', 'unknown-feature'],
    ['close(BBB)', 'unknown-feature'],
    ['rank(nothing)', 'unknown-feature'],
    ['', 'unknown-feature'],
    ['volume_ratio_20@3', 'unknown-feature-version'],
    ['volume_ratio_20@', 'unknown-feature-version'],
    ['log_return_0', 'parameter-out-of-bounds'],
    ['log_return_1.5', 'parameter-out-of-bounds'],
    ['log_return_1_2', 'too-many-parameters'],
    ['close_5', 'too-many-parameters'],
    ['hedge_ratio_60', 'other-instrument-missing'],
    ['hedge_ratio_60(CCC)', 'unknown-instrument'],
    ['funding.rates', 'missing-table-column'],
  ])('"%s" is %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  it('is told with the nearest name', () => {
    expect(hintOf('price_momentun_20')).toBe('Did you mean price_momentum?')
    expect(hintOf('momentum20')).toBe('Did you mean momentum_20?')
    expect(hintOf('funding.rates')).toBe('Did you mean funding.rate?')
  })

  it('and nothing twice, under one name or two', () => {
    expect(codeOf('close', 'CLOSE')).toBe('duplicate-feature')
    expect(codeOf('volume_ratio', 'volume_profile')).toBe('duplicate-feature')
    expect(codeOf('price_momentum', 'momentum_20')).toBe('duplicate-feature')
    expect(codeOf('price_momentum', 'momentum_21')).toBe('ok')
    expect(codeOf('volume_ratio_20@1', 'volume_ratio_20')).toBe('ok')
    expect(codeOf()).toBe('no-features')
  })

  it('nothing can be set against nobody', () => {
    const made = resolveFeatures(['rank(close)'], { ...CONTEXT, instruments: ['AAA'] })
    expect(made.ok ? '' : made.trouble.code).toBe('too-few-instruments')
  })

  it('quotes need a table of quotes', () => {
    const made = resolveFeatures(['quoted_spread'], { ...CONTEXT, tables: new Map() })
    expect(made.ok ? '' : made.trouble.code).toBe('missing-table-column')
  })
})

describe('a hash of the definitions', () => {
  it('follows name, version, numbers and order, and not the order of the instruments', () => {
    const hash = (...texts: string[]) => featureVersionHash(featuresOf(...texts))
    expect(hash('close')).toMatch(/^[0-9a-f]{16}$/)
    const all = [
      hash('close', 'open'),
      hash('open', 'close'),
      hash('volume_ratio'),
      hash('volume_ratio@1'),
      hash('log_return_2'),
    ]
    expect(new Set(all).size).toBe(5)
    const [turned] = (() => {
      const made = resolveFeatures(['hedge_ratio(BBB)'], { ...CONTEXT, instruments: ['BBB', 'AAA'] })
      return made.ok ? made.value : []
    })()
    expect(featureVersionHash([turned!])).toBe(hash('hedge_ratio(BBB)'))
  })
})

describe("a researcher's own families", () => {
  const named = (name: string): FeatureFamily => ({ ...FEATURE_FAMILIES[0]!, name, aliases: [] })

  it('join the others', () => {
    const families = familiesWith([named('my_own')])
    const made = families.ok ? resolveFeatures(['my_own'], { ...CONTEXT, families: families.value }) : families
    expect(made.ok && made.value[0]!.name).toBe('my_own')
  })

  it.each([
    ['Close', 'feature-name-taken'],
    ['rank', 'feature-name-taken'],
    ['momentum', 'feature-name-taken'],
    ['my_20', 'feature-name-unusable'],
    ['my feature', 'feature-name-unusable'],
  ])('%s: %s', (name, code) => {
    const families = familiesWith([named(name)])
    expect(families.ok ? 'ok' : families.trouble.code).toBe(code)
  })
})

describe('the chapter of the methods', () => {
  const chapter = readFileSync(new URL('../../../../docs/methods/matrix-features.md', import.meta.url), 'utf8')

  it('tells of every family and every target', () => {
    const isTold = (name: string) => chapter.includes(name.replace(/_cycle$/, ''))
    const families = FEATURE_FAMILIES.filter((family) => !INDICATOR_FAMILIES.includes(family))
    expect(families.map(({ name }) => name).filter((name) => !isTold(name))).toEqual([])
    expect(TARGET_FAMILIES.map(({ name }) => name.replace('_volatility', '')).filter((name) => !isTold(name))).toEqual(
      [],
    )
  })
})
