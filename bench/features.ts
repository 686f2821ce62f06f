import process from 'node:process'
import { featureComputer } from '../src/core/features/matrix/featureComputer.ts'
import { FEATURE_FAMILIES } from '../src/core/features/matrix/featureFamilies.ts'
import type { MatrixFeature } from '../src/core/features/matrix/matrixFeature.ts'
import { resolveFeatures } from '../src/core/features/matrix/resolveFeatures.ts'
import { DEFAULT_COSTS } from '../src/core/market/instrument.ts'
import type { LegColumns } from '../src/core/market/pairColumns.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import { calendarOf } from '../src/core/time/calendarOf.ts'
import { DAY_MS } from '../src/core/time/durations.ts'
import { createGuardedFiles } from '../src/main/adapters/files/guardedFiles.ts'
import { sha256 } from '../src/main/adapters/hash/sha256.ts'
import { streamDigests } from '../src/main/adapters/hash/streamDigests.ts'
import { cachedFeatures, featureKeys } from '../src/main/engine/matrices/cachedFeatures.ts'
import { featureStore } from '../src/main/engine/matrices/featureStore.ts'
import { atMost, type Figure, told } from './figure.ts'
import { withHome } from './withHome.ts'

const SYMBOLS = 800
const FACTORS = [
  'momentum_20',
  'momentum_60',
  'SMA_20',
  'SMA_60',
  'EMA_12',
  'RSI_14',
  'ATR_14',
  'ADX_14',
  'CCI_20',
  'MFI_14',
  'WILLR_14',
  'OBV',
  'STDDEV_20',
  'volume_ratio_20',
] as const

/** A company of 14 years of sessions. */
function walk(symbol: number, bars: number): LegColumns {
  const stream = createStream(7, `features ${symbol}`)
  const column = () => new Float64Array(bars)
  const leg = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let price = 100
  for (let bar = 0; bar < bars; bar++) {
    leg.open[bar] = price
    price *= Math.exp(0.02 * stream.nextNormal())
    leg.close[bar] = price
    leg.high[bar] = Math.max(leg.open[bar]!, price) * 1.005
    leg.low[bar] = Math.min(leg.open[bar]!, price) * 0.995
    leg.volume[bar] = 1_000 + (bar % 97) * 10
  }
  return leg
}

function factors(): readonly MatrixFeature[] {
  const context = { families: FEATURE_FAMILIES, instruments: ['A'], tables: new Map() }
  const features = resolveFeatures(FACTORS, context)
  if (!features.ok) throw new Error(features.trouble.message)
  if (features.value.length !== FACTORS.length)
    throw new Error(`${features.value.length} columns of ${FACTORS.length} factors`)
  return features.value
}

/** 14 factors of 800 symbols over 14 years of days, by one thread: computed and put into the feature store, then taken from it. */
export async function run(): Promise<readonly Figure[]> {
  const calendar = calendarOf('us-equity-rth')
  const sessions = calendar.sessions(Date.UTC(2007, 0, 1), Date.UTC(2021, 0, 1))
  const timeMs = Float64Array.from(sessions, ({ openMs }) => openMs)
  const legs = Array.from({ length: SYMBOLS }, (_, symbol) => walk(symbol, timeMs.length))
  const features = factors()
  return withHome(async (home) => {
    const pass = (): {
      readonly seconds: number
      readonly cpuSeconds: number
      readonly computed: number
      readonly sum: number
    } => {
      const startMs = performance.now()
      const startCpu = process.cpuUsage()
      const store = featureStore({ files: createGuardedFiles(home), digests: streamDigests })
      const instruments = legs.map((_, symbol) => ({
        symbol: `S${symbol}`,
        assetClass: 'equity' as const,
        calendar: calendar.name,
        source: '',
        costs: DEFAULT_COSTS,
      }))
      const origins = instruments.map(({ symbol }) => ({
        symbol,
        storedInterval: '1d',
        contentHash: `bars of ${symbol}`,
      }))
      const interval = { label: '1d', ms: DAY_MS }
      const keys = featureKeys(sha256, { instruments, interval, origins, sealedMs: null }, features, [])
      let computed = 0
      let sum = 0
      for (const [index, leg] of legs.entries()) {
        const view = () =>
          featureComputer({
            market: { intervalMs: DAY_MS, timeMs, instruments: [leg] },
            calendars: [calendar],
            joined: [new Map()],
          }).view(0).inputs
        let inputs: ReturnType<typeof view> | null = null
        const place = { index, symbol: `S${index}`, interval: '1d', rows: timeMs.length }
        const made = cachedFeatures(
          store,
          keys,
          place,
          features,
          () => (inputs ??= view()),
          () => {},
        )
        if (!made.ok) throw new Error(made.trouble.message)
        computed += made.value.computed
        for (const column of made.value.columns) sum += column[timeMs.length - 1]!
      }
      const { user, system } = process.cpuUsage(startCpu)
      return { seconds: (performance.now() - startMs) / 1_000, cpuSeconds: (user + system) / 1e6, computed, sum }
    }
    const cold = pass()
    const cached = [pass(), pass(), pass()].sort((a, b) => a.seconds - b.seconds)[1]!
    if (cached.computed !== 0 || !Object.is(cached.sum, cold.sum))
      throw new Error('The store gave other columns than those computed')
    const millions = (SYMBOLS * timeMs.length * features.length) / 1e6
    return [
      told('features-values', millions, 'million'),
      atMost('features-cold', cold.seconds, 's', 7),
      told('features-cold-cpu', cold.cpuSeconds, 's'),
      atMost('features-cached', cached.seconds, 's', 1),
      told('features-cached-cpu', cached.cpuSeconds, 's'),
    ]
  })
}
