import type { FeatureFamily, FeatureInputs, MatrixFeature } from '../../../../src/core/features/matrix/matrixFeature.ts'
import { createIndicatorMemo } from '../../../../src/core/indicators/indicatorMemo.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { calendar24x7 } from '../../../../src/core/time/calendar24x7.ts'
import { drawsOf } from '../../backtest/randomBacktest.ts'

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const

/** A walk on ticks of 1/64, so that ties happen, with gaps between bars and swings strong enough for every candle pattern. */
export function indicatorBars(seed: number, bars: number): LegColumns {
  const draws = drawsOf(seed)
  const leg = mapLeg(() => new Float64Array(bars))
  const tick = (price: number) => Math.max(1, Math.round(price * 64)) / 64
  let price = 40 + 40 * draws.unit()
  for (let bar = 0; bar < bars; bar++) {
    const calm = draws.chance(0.3) ? 0.004 : 0.02
    const open = tick(price * (1 + (draws.chance(0.3) ? 0.02 : 0.002) * (draws.unit() - 0.5)))
    const close = tick(open * (1 + calm * (draws.unit() + draws.unit() - 1)))
    const shadow = () => (draws.chance(0.4) ? 0 : 0.006 * draws.unit() * price)
    leg.open[bar] = open
    leg.close[bar] = close
    leg.high[bar] = tick(Math.max(open, close) + shadow() + 1 / 64)
    leg.low[bar] = tick(Math.min(open, close) - shadow())
    leg.volume[bar] = 1 + draws.below(1_000)
    price = close
  }
  return leg
}

export function mapLeg(of: (field: (typeof FIELDS)[number]) => Float64Array): LegColumns {
  return { open: of('open'), high: of('high'), low: of('low'), close: of('close'), volume: of('volume') }
}

/** What a feature of these bars alone is made from, with a memory of its own. */
export function inputsOf(leg: LegColumns): FeatureInputs {
  const timeMs = leg.close.map((_, row) => row * 60_000)
  return {
    market: { intervalMs: 60_000, timeMs, instruments: [leg] },
    instrument: 0,
    calendar: calendar24x7,
    joined: new Map(),
    memo: createIndicatorMemo(),
  }
}

/** The family's features with the standard parameters, and with short ones that are all different. */
export function featuresOf(family: FeatureFamily): readonly MatrixFeature[] {
  return family.versions.flatMap(({ parameters, features }) => {
    const standard = parameters.map((parameter) => parameter.standard)
    const short = parameters.map(({ least, isWhole, standard }, place) =>
      isWhole ? Math.max(least, 3 + 2 * place) : standard,
    )
    const asked = [features(standard, family.name)]
    if (String(short) !== String(standard)) asked.push(features(short, `${family.name}_${short.join('_')}`))
    return asked.flat()
  })
}

export function featureNamed(
  families: readonly FeatureFamily[],
  name: string,
  numbers: readonly number[],
  suffix = '',
) {
  const family = families.find((one) => one.name === name)!
  const { parameters, features } = family.versions[0]!
  const values = parameters.map(({ standard }, place) => numbers[place] ?? standard)
  return features(values, name).find((feature) => feature.name === `${name}${suffix}`)!
}
