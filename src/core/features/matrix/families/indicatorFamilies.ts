import type { FeatureFamily } from '../matrixFeature.ts'
import { AVERAGES } from './indicatorAverages.ts'
import { CANDLE_SHAPES } from './indicatorCandles.ts'
import { indicatorFamily } from './indicatorFamily.ts'
import { MOMENTUM } from './indicatorMomentum.ts'
import { OSCILLATORS } from './indicatorOscillators.ts'
import { RANGE_VOLATILITY } from './indicatorRangeVolatility.ts'
import { STATISTICS } from './indicatorStatistics.ts'
import { TRENDS } from './indicatorTrends.ts'
import { VOLATILITY } from './indicatorVolatility.ts'
import { VOLUME } from './indicatorVolume.ts'

/**
 * Indicators of one instrument's bars. A missing bar is NaN in its own row and in each row whose window, lag or change needs it; what is carried
 * from bar to bar (averages, running sums, stops) keeps its state over it. 0 / 0 is NaN, never TA-Lib's 0. No value depends on a later bar.
 * The columns are shared through the memo: read them, never write into them.
 */
export const INDICATOR_FAMILIES: readonly FeatureFamily[] = [
  ...AVERAGES,
  ...TRENDS,
  ...MOMENTUM,
  ...OSCILLATORS,
  ...VOLATILITY,
  ...RANGE_VOLATILITY,
  ...VOLUME,
  ...CANDLE_SHAPES,
  ...STATISTICS,
].map(indicatorFamily)
