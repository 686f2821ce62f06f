import type { Workspace } from '../../../core/contract/workspace.ts'
import type { MarketColumns } from '../../../core/market/marketColumns.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { type Interval, parseInterval } from '../../../core/time/interval.ts'
import { type MatrixMarket, matrixMarket } from '../matrices/matrixMarket.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { ReadDiscovery } from './readDiscoverySpec.ts'

/** The bars that a discovery looks at: those of the range, ended before a hold-out of one of the symbols. */
export type DiscoveryBars = MatrixMarket & { readonly market: MarketColumns }

type BarsWish = Pick<ReadDiscovery, 'symbols'> & {
  readonly spec: Pick<ReadDiscovery['spec'], 'interval' | 'start_date' | 'end_date'>
  readonly throughHoldOut?: boolean
}

/** Errors: those of `matrixMarket`, where `frequency-too-fine` is `interval-too-coarse`; `interval-unreadable`, `interval-unsupported`. */
export async function discoveryBars(
  ports: DataReadPorts,
  workspace: Workspace,
  { spec, symbols, throughHoldOut = false }: BarsWish,
): Promise<Outcome<DiscoveryBars>> {
  const interval = parseInterval(spec.interval)
  if (!interval.ok) return interval
  const wish = {
    symbols,
    interval: interval.value,
    startDate: spec.start_date,
    endDate: spec.end_date,
    throughHoldOut,
  }
  const source = await matrixMarket(ports, workspace, wish)
  if (!source.ok)
    return source.trouble.code === 'frequency-too-fine' ? tooCoarse(source.trouble.message, interval.value) : source
  const { market, startMs, endMs } = source.value
  return success({ ...source.value, market: barsWithin(market, startMs, endMs) })
}

function tooCoarse(message: string, { label }: Interval): Outcome<never> {
  const stored = / are of ([^:]+):/.exec(message)?.[1]?.split(', ')[0] ?? '1h'
  return failure(
    'interval-too-coarse',
    `${message} A discovery looks at bars of ${label} unless another interval is named.`,
    `Name the interval of the stored bars (--interval ${stored}), or import finer ones.`,
  )
}

/** Bars that start in [startMs, endMs). Copies nothing. */
function barsWithin(market: MarketColumns, startMs: number, endMs: number): MarketColumns {
  const from = firstAtOrAfter(market.timeMs, startMs)
  const to = firstAtOrAfter(market.timeMs, endMs)
  const cut = (values: Float64Array) => values.subarray(from, to)
  return {
    intervalMs: market.intervalMs,
    timeMs: cut(market.timeMs),
    instruments: market.instruments.map(({ open, high, low, close, volume }) => ({
      open: cut(open),
      high: cut(high),
      low: cut(low),
      close: cut(close),
      volume: cut(volume),
    })),
  }
}

function firstAtOrAfter(timeMs: Float64Array, wanted: number): number {
  const found = timeMs.findIndex((value) => value >= wanted)
  return found < 0 ? timeMs.length : found
}
