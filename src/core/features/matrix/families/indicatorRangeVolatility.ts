import { blendColumns, mapColumn } from '../../../indicators/columnArithmetic.ts'
import { parkinsonVolatility } from '../../../indicators/parkinsonVolatility.ts'
import { rollingVariance } from '../../../indicators/rollingVariance.ts'
import { lastOf, mean, variance } from './indicatorDefinitions.ts'
import type { Indicator, PastBars } from './indicatorFamily.ts'
import { bars, oneColumn } from './indicatorFamily.ts'
import { meanOfColumn } from './indicatorSources.ts'

const BAR = { kind: 'volatility', unit: 'fraction', parameters: [bars(20)] } as const
const ALL = ['open', 'high', 'low', 'close'] as const
const GARMAN_KLASS = 2 * Math.LN2 - 1

/** Volatility from the whole range of bars; a bar, not annualised. */
export const RANGE_VOLATILITY: readonly Indicator[] = [
  oneColumn({
    ...BAR,
    name: 'PARKINSON',
    title: 'Parkinson volatility',
    source: 'Parkinson (1980)',
    reads: ['high', 'low'],
    formula: 'sqrt(mean of ln(H / L)^2 / (4 ln 2))',
    warmup: (window) => window - 1,
    compute: ({ high, low }, window) => parkinsonVolatility(high, low, window),
    slowly: (past, window) =>
      Math.sqrt(meanOfBars(past, window, ({ high, low }) => Math.log(high / low) ** 2) / (4 * Math.log(2))),
  }),
  oneColumn({
    ...BAR,
    name: 'GARMAN_KLASS',
    title: 'Garman-Klass volatility',
    source: 'Garman & Klass (1980)',
    reads: ALL,
    formula: 'sqrt(mean of ln(H / L)^2 / 2 - (2 ln 2 - 1) ln(C / O)^2)',
    warmup: (window) => window - 1,
    compute: (columns, window) =>
      rootOfMean(columns, window, (open, high, low, close) => {
        const range = Math.log(high / low)
        const body = Math.log(close / open)
        return 0.5 * range * range - GARMAN_KLASS * body * body
      }),
    slowly: (past, window) =>
      Math.sqrt(
        meanOfBars(
          past,
          window,
          ({ open, high, low, close }) =>
            Math.log(high / low) ** 2 / 2 - (Math.log(4) - 1) * Math.log(close / open) ** 2,
        ),
      ),
  }),
  oneColumn({
    ...BAR,
    name: 'ROGERS_SATCHELL',
    title: 'Rogers-Satchell volatility',
    source: 'Rogers & Satchell (1991): free of drift',
    reads: ALL,
    formula: 'sqrt(mean of ln(H / C) ln(H / O) + ln(L / C) ln(L / O))',
    warmup: (window) => window - 1,
    compute: (columns, window) => rootOfMean(columns, window, rogersSatchell),
    slowly: (past, window) => Math.sqrt(meanOfBars(past, window, slowRogersSatchell)),
  }),
  oneColumn({
    ...BAR,
    name: 'YANG_ZHANG',
    title: 'Yang-Zhang volatility',
    source: 'Yang & Zhang (2000): with the jumps between bars',
    reads: ALL,
    formula:
      'sqrt(var(ln(O / C before)) + k var(ln(C / O)) + (1 - k) Rogers-Satchell variance), k = 0.34 / (1.34 + (n + 1) / (n - 1)), ddof 1',
    warmup: (window) => window,
    compute: yangZhang,
    slowly: (past, window) => {
      const jumps = lastOf(
        past.open.map((price, row) => Math.log(price / (past.close[row - 1] ?? Number.NaN))),
        window,
      )
      const bodies = lastOf(
        past.close.map((price, row) => Math.log(price / past.open[row]!)),
        window,
      )
      const share = 0.34 / (1.34 + (window + 1) / (window - 1))
      const between = (variance(jumps) + share * variance(bodies)) * (window / (window - 1))
      return Math.sqrt(between + (1 - share) * meanOfBars(past, window, slowRogersSatchell))
    },
  }),
]

type Bar = { readonly open: number; readonly high: number; readonly low: number; readonly close: number }

function meanOfBars({ open, high, low, close }: PastBars, window: number, of: (bar: Bar) => number): number {
  const values = Array.from(close, (price, row) =>
    of({ open: open[row]!, high: high[row]!, low: low[row]!, close: price }),
  )
  return mean(lastOf(values, window))
}

function slowRogersSatchell({ open, high, low, close }: Bar): number {
  const up = Math.log(high) - Math.log(open)
  const down = Math.log(low) - Math.log(open)
  const end = Math.log(close) - Math.log(open)
  return up * (up - end) + down * (down - end)
}

function rogersSatchell(open: number, high: number, low: number, close: number): number {
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open)
}

function ofEachBar(
  { open, high, low, close }: PastBars,
  of: (open: number, high: number, low: number, close: number) => number,
): Float64Array {
  const result = new Float64Array(close.length)
  for (let row = 0; row < result.length; row++) result[row] = of(open[row]!, high[row]!, low[row]!, close[row]!)
  return result
}

function rootOfMean(columns: PastBars, window: number, of: Parameters<typeof ofEachBar>[1]): Float64Array {
  return mapColumn(meanOfColumn(ofEachBar(columns, of), window), (value) => Math.sqrt(Math.max(0, value)))
}

function yangZhang(columns: PastBars, window: number): Float64Array {
  const { open, close } = columns
  const jumps = open.map((price, row) => (row === 0 ? Number.NaN : Math.log(price / close[row - 1]!)))
  const bodies = close.map((price, row) => Math.log(price / open[row]!))
  const share = 0.34 / (1.34 + (window + 1) / (window - 1))
  const sample = window / (window - 1)
  const between = blendColumns(rollingVariance(jumps, window), sample, rollingVariance(bodies, window), share * sample)
  const within = meanOfColumn(ofEachBar(columns, rogersSatchell), window)
  return mapColumn(blendColumns(between, 1, within, 1 - share), (value) => Math.sqrt(Math.max(0, value)))
}
