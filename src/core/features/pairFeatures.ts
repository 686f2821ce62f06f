import { createIndicatorMemo, type IndicatorMemo } from '../indicators/indicatorMemo.ts'
import { rollingCorrelation } from '../indicators/rollingCorrelation.ts'
import { type RollingOls, rollingOls } from '../indicators/rollingOls.ts'
import { rollingZScore } from '../indicators/rollingZScore.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import { difference, legReturn, logPrice, logRatio, quotient, rootMeanSquare } from './logColumns.ts'

const RATIO_BARS = 72
const HEDGE_BARS = 168
const MOMENTUM_BARS = 24

/** How the two legs stand to each other. */
export function pairFeatures(): readonly FeatureDefinition[] {
  return [ratioZScore, residualZScore, hedgeRatio, legCorrelation, relativeMomentum, leadLag]
}

const ratioZScore: FeatureDefinition = {
  name: `pair_ratio_z_${RATIO_BARS}`,
  version: 1,
  formula: `(q[t] - mean) / sample deviation of q over ${RATIO_BARS} bars, t included; q = ln(primary C / secondary C)`,
  source: 'z-score of the log price ratio; pairs trading as in Gatev, Goetzmann & Rouwenhorst (2006)',
  unit: 'standard deviations',
  warmupBars: RATIO_BARS - 1,
  signed: true,
  compute: (columns, memo = createIndicatorMemo()) => rollingZScore(logRatio(columns, memo), RATIO_BARS),
}

const residualZScore: FeatureDefinition = {
  name: `pair_residual_z_${HEDGE_BARS}`,
  version: 1,
  formula: `residual[t] / sqrt(SSE / ${HEDGE_BARS - 2}) of ln primary C = a + b ln secondary C, fitted over ${HEDGE_BARS} bars, t included`,
  source: 'Ordinary least squares of the cointegrating regression, Engle & Granger (1987), on a trailing window',
  unit: 'standard errors',
  warmupBars: HEDGE_BARS - 1,
  signed: true,
  compute: (columns, memo = createIndicatorMemo()) => hedge(columns, memo, 'residualZ'),
}

const hedgeRatio: FeatureDefinition = {
  name: `pair_hedge_ratio_${HEDGE_BARS}`,
  version: 1,
  formula: `b of ln primary C = a + b ln secondary C, fitted over ${HEDGE_BARS} bars, t included`,
  source: 'Ordinary least squares, as for the residual',
  unit: 'percent of primary per percent of secondary',
  warmupBars: HEDGE_BARS - 1,
  signed: false,
  compute: (columns, memo = createIndicatorMemo()) => hedge(columns, memo, 'slope'),
}

const legCorrelation: FeatureDefinition = {
  name: `pair_correlation_${RATIO_BARS}`,
  version: 1,
  formula: `Pearson correlation of one-bar log returns over ${RATIO_BARS} bars`,
  source: 'Pearson (1895)',
  unit: '-1 to 1',
  warmupBars: RATIO_BARS,
  signed: false,
  compute: (columns, memo = createIndicatorMemo()) =>
    rollingCorrelation(legReturn(columns, memo, 'primary', 1), legReturn(columns, memo, 'secondary', 1), RATIO_BARS),
}

const relativeMomentum: FeatureDefinition = {
  name: `pair_relative_momentum_${MOMENTUM_BARS}`,
  version: 1,
  formula: `(q[t] - q[t-${MOMENTUM_BARS}]) / (root mean square of one-bar changes of q over ${HEDGE_BARS} bars x sqrt(${MOMENTUM_BARS}))`,
  source: 'Change of the log ratio over what a random walk of its volatility would do',
  unit: 'standard deviations',
  warmupBars: HEDGE_BARS,
  signed: true,
  compute: (columns, memo = createIndicatorMemo()) => {
    const ratio = logRatio(columns, memo)
    const scale = rootMeanSquare(difference(ratio, 1), HEDGE_BARS)
    return quotient(difference(ratio, MOMENTUM_BARS), scale, Math.sqrt(MOMENTUM_BARS))
  },
}

const leadLag: FeatureDefinition = {
  name: `pair_lead_lag_${HEDGE_BARS}`,
  version: 1,
  formula: `corr(secondary r[t-1], primary r[t]) - corr(primary r[t-1], secondary r[t]) over ${HEDGE_BARS} bars; above 0: secondary leads`,
  source: 'Cross-autocorrelation asymmetry, Lo & MacKinlay (1990)',
  unit: '-2 to 2',
  warmupBars: HEDGE_BARS + 1,
  signed: false,
  compute: (columns, memo = createIndicatorMemo()) => {
    const primary = legReturn(columns, memo, 'primary', 1)
    const secondary = legReturn(columns, memo, 'secondary', 1)
    const secondaryLeads = rollingCorrelation(previous(secondary), primary, HEDGE_BARS)
    const primaryLeads = rollingCorrelation(previous(primary), secondary, HEDGE_BARS)
    return secondaryLeads.map((value, row) => value - primaryLeads[row]!)
  },
}

function hedge(columns: PairColumns, memo: IndicatorMemo, output: 'slope' | 'residualZ'): Float64Array {
  const key = (name: keyof RollingOls) => `features.hedge.${name}`
  let fit: RollingOls | undefined
  const fitted = (name: 'slope' | 'residualZ') => () => {
    fit ??= rollingOls(
      logPrice(columns, memo, 'primary', 'close'),
      logPrice(columns, memo, 'secondary', 'close'),
      HEDGE_BARS,
    )
    return fit[name]
  }
  const slope = memo.column(key('slope'), fitted('slope'))
  const residualZ = memo.column(key('residualZ'), fitted('residualZ'))
  return output === 'slope' ? slope : residualZ
}

/** The column one bar earlier. */
function previous(values: Float64Array): Float64Array {
  return values.map((_, row) => (row === 0 ? Number.NaN : values[row - 1]!))
}
