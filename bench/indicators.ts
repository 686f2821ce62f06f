import process from 'node:process'
import { FEATURE_FAMILIES } from '../src/core/features/matrix/featureFamilies.ts'
import type { FeatureInputs, MatrixFeature } from '../src/core/features/matrix/matrixFeature.ts'
import { createIndicatorMemo } from '../src/core/indicators/indicatorMemo.ts'
import type { LegColumns } from '../src/core/market/pairColumns.ts'
import { calendar24x7 } from '../src/core/time/calendar24x7.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'
import type { Reference } from './referenceBench.ts'
import { withReference } from './referenceBench.ts'

const ROUNDS = 5
const WARM_UPS = 6
/** Short series before the long one: V8 compiles a function whole only after many calls, and code that was entered in mid-loop is slower. */
const SHORT_SERIES = 1_000
const SHORT_BARS = 3_000
const LIMIT = 2
const LAST_VALUE_ERROR = 1e-6

/** The reference's name, ours with its numbers, and the columns that the reference makes; the first is the one whose last value it prints. */
const WORKS: readonly (readonly [string, string, readonly number[], readonly string[]])[] = [
  ['sma20', 'SMA', [20], ['']],
  ['sma200', 'SMA', [200], ['']],
  ['ema12', 'EMA', [12], ['']],
  ['ema26', 'EMA', [26], ['']],
  ['wma20', 'WMA', [20], ['']],
  ['dema20', 'DEMA', [20], ['']],
  ['tema20', 'TEMA', [20], ['']],
  ['rsi14', 'RSI', [14], ['']],
  ['macd', 'MACD', [12, 26, 9], ['', '_signal', '_histogram']],
  ['bbands', 'BB', [20, 2], ['_middle', '_upper', '_lower']],
  ['atr14', 'ATR', [14], ['']],
  ['adx14', 'ADX', [14], ['']],
  ['stoch', 'STOCH', [14, 3, 3], ['_k', '_d']],
  ['cci20', 'CCI', [20], ['']],
  ['mfi14', 'MFI', [14], ['']],
  ['obv', 'OBV', [], ['']],
  ['willr14', 'WILLR', [14], ['']],
  ['roc10', 'ROC', [10], ['']],
  ['stddev20', 'STDDEV', [20], ['']],
  ['donchian20', 'DONCHIAN', [20], ['_upper', '_lower']],
]

const FACTORS: readonly (readonly [string, readonly number[], string])[] = [
  ['ROC', [21], ''],
  ['ROC', [63], ''],
  ['ROC', [126], ''],
  ['ROC', [252], ''],
  ['HISTVOL', [21], ''],
  ['HISTVOL', [63], ''],
  ['RSI', [14], ''],
  ['ATR', [14], ''],
  ['BB', [20, 2], '_percent'],
  ['volume_ratio', [20], ''],
  ['ADX', [14], ''],
  ['MACD', [12, 26, 9], '_histogram'],
  ['amihud', [21], ''],
  ['HIGH_DISTANCE', [252], ''],
]
const SYMBOLS = 800
const DAYS = 14 * 252
const FACTORS_SECONDS = 7

/** W3 beside C, each indicator alone and all of them with what they share; then a cold set of daily factors. */
export async function run(): Promise<readonly Figure[]> {
  return (await withReference(async (reference) => [measureFactors(reference.leg('m1')), ...measure(reference)])) ?? []
}

function measure(reference: Reference): readonly Figure[] {
  const leg = reference.leg('m1')
  const firstTime = cpuMilliseconds(() =>
    computeAll(
      leg,
      featuresOfWorks().flatMap(({ features }) => features),
    ),
  )
  const works = featuresOfWorks()
  const stated = lastValues(reference.output('w3'))
  const wrong = works.filter(({ name, features }) => {
    const last = features[0]!.compute(inputsOf(leg)).at(-1)!
    const their = stated.get(name)?.value
    return their !== undefined && !(Math.abs(last - their) <= LAST_VALUE_ERROR * Math.max(1, Math.abs(their)))
  })
  const figures: Figure[] = [
    { name: 'w3-values-not-those-of-c', value: wrong.length, unit: '', goal: '0', ok: wrong.length === 0 },
  ]
  for (const { name } of wrong) console.log(`${name} differs from C`)
  const all = works.flatMap(({ features }) => features)
  const ourTotals: number[] = []
  const theirTotals: number[] = []
  const alone = new Map<string, { ours: number[]; theirs: number[] }>(
    works.map(({ name }) => [name, { ours: [], theirs: [] }]),
  )
  for (let time = 0; time < SHORT_SERIES; time++) computeAll(cut(leg, time * 900, SHORT_BARS), all)
  for (let time = 0; time < WARM_UPS; time++) computeAll(leg, all)
  for (let round = 0; round < ROUNDS; round++) {
    const theirs = lastValues(reference.output('w3'))
    theirTotals.push([...theirs.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0))
    ourTotals.push(secondTime(() => computeAll(leg, all)))
  }
  for (let round = 0; round < ROUNDS; round++) {
    const theirs = lastValues(reference.output('w3'))
    for (const { name, features } of works) {
      alone.get(name)!.ours.push(secondTime(() => computeAll(leg, features)))
      alone.get(name)!.theirs.push(theirs.get(name)?.milliseconds ?? Number.NaN)
    }
  }
  for (const [name, { ours, theirs }] of alone)
    console.log(`${name.padEnd(11)} ours alone ${median(ours).toFixed(2)} ms, C ${median(theirs).toFixed(2)} ms`)
  figures.push(told('w3-cpu-first-time', firstTime, 'ms'), told('w3-cpu', median(ourTotals), 'ms'))
  if (stated.size > 0) {
    figures.push(told('w3-c-cpu', median(theirTotals), 'ms'))
    figures.push(atMost('w3-of-c', median(ourTotals) / median(theirTotals), 'x', LIMIT))
  }
  return figures
}

function featuresOfWorks() {
  return WORKS.map(([name, family, numbers, suffixes]) => ({
    name,
    features: suffixes.map((suffix) => featureNamed(family, numbers, suffix)),
  }))
}

/** Each symbol a stretch of the minute bars of its own, taken for days. */
function measureFactors(leg: LegColumns): Figure {
  const features = FACTORS.map(([family, numbers, suffix]) => featureNamed(family, numbers, suffix))
  const symbols = Array.from({ length: SYMBOLS }, (_, symbol) => cut(leg, symbol * 1_200, DAYS))
  const milliseconds = cpuMilliseconds(() => {
    for (const symbol of symbols) computeAll(symbol, features)
  })
  return atMost('factors-800x14y-cold', milliseconds / 1_000, 's', FACTORS_SECONDS)
}

function featureNamed(name: string, numbers: readonly number[], suffix: string): MatrixFeature {
  const family = FEATURE_FAMILIES.find((one) => one.name === name)!
  const { parameters, features } = family.versions[0]!
  const values = parameters.map(({ standard }, place) => numbers[place] ?? standard)
  return features(values, name).find((feature) => feature.name === `${name}${suffix}`)!
}

function computeAll(leg: LegColumns, features: readonly MatrixFeature[]): void {
  const inputs = inputsOf(leg)
  for (const feature of features) feature.compute(inputs)
}

function inputsOf(leg: LegColumns): FeatureInputs {
  const market = { intervalMs: 60_000, timeMs: leg.close, instruments: [leg] }
  return { market, instrument: 0, calendar: calendar24x7, joined: new Map(), memo: createIndicatorMemo() }
}

function cut({ open, high, low, close, volume }: LegColumns, from: number, count: number): LegColumns {
  const part = (column: Float64Array) => column.slice(from, from + count)
  return { open: part(open), high: part(high), low: part(low), close: part(close), volume: part(volume) }
}

type Printed = { readonly milliseconds: number; readonly value: number }

/** `"sma20":[1.23,24776.2]`: milliseconds and last value of each indicator. */
function lastValues(printed: string | null): ReadonlyMap<string, Printed> {
  const found = [...(printed ?? '').matchAll(/"([a-z0-9]+)":\[([0-9.e+-]+),([0-9.e+-]+)\]/g)]
  return new Map(found.map(([, name, time, value]) => [name!, { milliseconds: Number(time), value: Number(value) }]))
}

/** The reference too is run once before it is timed: its columns have their memory by then. */
function secondTime(run: () => void): number {
  run()
  return cpuMilliseconds(run)
}

/** Of all threads of this process, those that collect and compile among them. */
function cpuMilliseconds(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
