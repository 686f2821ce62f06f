import type { HypothesisResult } from '../hypothesisResult.ts'
import { csvTable, type TableColumn } from './csvTable.ts'

/** Every statistic of one hypothesis, in a stable order. Returns are fractions in the direction of the trade, before costs unless said. */
export const RESULT_COLUMNS: readonly TableColumn<HypothesisResult>[] = [
  { name: 'id', of: ({ hypothesis }) => hypothesis.id },
  { name: 'symbol', of: ({ hypothesis }) => hypothesis.symbol },
  { name: 'family', of: ({ hypothesis }) => hypothesis.family },
  { name: 'condition', of: ({ hypothesis }) => hypothesis.condition },
  { name: 'direction', of: ({ hypothesis }) => hypothesis.direction },
  { name: 'horizon_bars', of: ({ hypothesis }) => hypothesis.horizonBars },
  { name: 'detected', of: ({ counts }) => counts.detected },
  { name: 'in_condition', of: ({ counts }) => counts.inCondition },
  { name: 'events', of: ({ events }) => events },
  { name: 'effective_events', of: ({ effectiveEvents }) => effectiveEvents },
  { name: 'apart_events', of: ({ apartEvents }) => apartEvents },
  { name: 'controls', of: ({ controls }) => controls },
  { name: 'refusal', of: ({ refusal }) => refusal },
  { name: 'mean_return', of: ({ meanReturn }) => meanReturn },
  { name: 'control_mean', of: ({ controlMean }) => controlMean },
  { name: 'uplift', of: ({ uplift }) => uplift },
  { name: 'uplift_low_95', of: ({ upliftLow }) => upliftLow },
  { name: 'uplift_high_95', of: ({ upliftHigh }) => upliftHigh },
  { name: 'effect_size', of: ({ effectSize }) => effectSize },
  { name: 'hit_rate', of: ({ hitRate }) => hitRate },
  { name: 't_hac', of: ({ tHac }) => tHac },
  { name: 'p_hac', of: ({ pHac }) => pHac },
  { name: 'p_placebo', of: ({ pPlacebo }) => pPlacebo },
  { name: 'p_value', of: ({ pValue }) => pValue },
  { name: 'q_benjamini_hochberg', of: ({ qBh }) => qBh },
  { name: 'q_benjamini_yekutieli', of: ({ qBy }) => qBy },
  { name: 'p_family_wise', of: ({ pFamilyWise }) => pFamilyWise },
  { name: 'break_even_bps', of: ({ breakEvenBps }) => breakEvenBps },
  { name: 'net_mean_return', of: ({ netMeanReturn }) => netMeanReturn },
]

/** `hypotheses.csv`: every declared hypothesis, those that were refused too, in the order of the grammar. */
export function hypothesesCsv(results: readonly HypothesisResult[]): string {
  return csvTable(RESULT_COLUMNS, results)
}
