import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import { averageTrueRange } from '../../indicators/averageTrueRange.ts'
import { rollingStandardDeviation } from '../../indicators/rollingStandardDeviation.ts'
import type { Costs } from '../../market/instrument.ts'
import type { LegColumns } from '../../market/pairColumns.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import type { GroupLimit, RiskLimits } from '../../risk/riskLimits.ts'
import type { TermColumns } from '../model/backtestRequest.ts'
import type { ExecutionTerms } from '../model/executionTerms.ts'
import type { TermsVariant } from '../sweep/configurationBlock.ts'
import { executionTermsOf } from './executionTermsOf.ts'
import { exitTermsOf } from './exitTermsOf.ts'
import { onPresentBars } from './presentBars.ts'
import { sizingTermsOf } from './sizingTermsOf.ts'

/** Bars over which the volatility of a bar is measured for slippage and impact. */
export const BAR_VOLATILITY_BARS = 100

/**
 * What of an instrument the terms read. `group` (its asset class) and `sector` (null: not stated): limits count equal numbers together; `hourOf[i]`: hour of the exchange's clock at which
 * bar i begins, null for bars of a day; `fundingRate`: see `TermColumns`.
 */
export type TradedInstrument = {
  readonly leg: LegColumns
  readonly costs: Costs
  readonly group: number
  readonly sector: number | null
  readonly hourOf: Uint8Array | null
  readonly barsPerYear: number
  readonly fundingRate: Float64Array | null
}

/** The terms of a specification for the instruments it trades. Error: `atr-periods-differ`. */
export function compileTerms(
  spec: Pick<BacktestSpec, 'execution' | 'risk_management' | 'position_sizing' | 'allowed_hours'>,
  instruments: readonly TradedInstrument[],
): Outcome<TermsVariant> {
  const compiled = exitTermsOf(spec)
  if (!compiled.ok) return compiled
  const { exits, rangePeriod } = compiled.value
  const execution = instruments.map(({ costs }) => executionTermsOf(spec, costs))
  return success({
    execution,
    exits,
    sizing: sizingTermsOf(spec),
    limits: limitsOf(spec, instruments),
    columns: instruments.map((instrument, k) => termColumns(spec, instrument, execution[k]!, rangePeriod)),
  })
}

function limitsOf(
  { risk_management: risk }: Pick<BacktestSpec, 'risk_management'>,
  instruments: readonly TradedInstrument[],
): RiskLimits {
  return {
    maximumPositions: risk.max_positions,
    maximumShareOfInstrument: risk.max_share_per_instrument,
    groups: [
      ...groupLimit(
        'group-share',
        risk.max_share_per_group,
        instruments.map(({ group }) => group),
      ),
      ...groupLimit(
        'sector-share',
        risk.max_share_per_sector,
        // Whoever is in no sector is one of its own.
        instruments.map(({ sector }, k) => sector ?? -1 - k),
      ),
    ],
    maximumDrawdown: risk.max_drawdown,
    maximumCorrelation: risk.max_correlation,
    correlationBars: risk.correlation_bars,
  }
}

function groupLimit(
  refusal: GroupLimit['refusal'],
  maximumShare: number | null,
  groupOf: readonly number[],
): readonly GroupLimit[] {
  return maximumShare === null ? [] : [{ refusal, maximumShare, groupOf }]
}

function termColumns(
  { position_sizing: sizing, allowed_hours: hours }: Pick<BacktestSpec, 'position_sizing' | 'allowed_hours'>,
  instrument: TradedInstrument,
  { slippage, impact }: ExecutionTerms,
  rangePeriod: number | null,
): TermColumns {
  const { leg, hourOf, fundingRate } = instrument
  const readsVolatility = slippage.volatilityTimes > 0 || impact.model === 'square-root'
  const lookback = sizing.method === 'volatility_target' ? sizing.lookback : null
  return {
    barVolatility: readsVolatility ? volatility(leg, BAR_VOLATILITY_BARS, 1) : null,
    yearVolatility: lookback === null ? null : yearVolatility(instrument, lookback),
    range:
      rangePeriod === null
        ? null
        : onPresentBars(leg, ({ high, low, close }) => averageTrueRange(high, low, close, rangePeriod)),
    fundingRate,
    entryAllowed: hours === null || hourOf === null ? null : hourOf.map((hour) => (hours.includes(hour) ? 1 : 0)),
  }
}

/** Annual volatility over the last `lookback` bars; NaN before there are so many. */
export function yearVolatility({ leg, barsPerYear }: TradedInstrument, lookback: number): Float64Array {
  return volatility(leg, lookback, Math.sqrt(barsPerYear))
}

/** Sample standard deviation of the last `bars` simple returns, times `scale`. */
function volatility(leg: LegColumns, bars: number, scale: number): Float64Array {
  return onPresentBars(leg, ({ close }) => {
    const returns = close.map((value, bar) => (bar === 0 ? Number.NaN : value / close[bar - 1]! - 1))
    return rollingStandardDeviation(returns, bars, 'sample').map((value) => value * scale)
  })
}
