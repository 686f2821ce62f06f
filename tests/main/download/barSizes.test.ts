import { expect, test } from 'vitest'
import { parseInterval } from '../../../src/core/time/interval.ts'
import { barSizeOf, offeredIntervals, sureReachMs } from '../../../src/main/engine/download/barSizes.ts'

// The broker's own list of words, from the text of its error 321 (rust-ibapi#245), without weeks and months.
const BROKER_WORDS = [
  ['1s', '1 secs'],
  ['5s', '5 secs'],
  ['10s', '10 secs'],
  ['15s', '15 secs'],
  ['30s', '30 secs'],
  ['1m', '1 min'],
  ['2m', '2 mins'],
  ['3m', '3 mins'],
  ['5m', '5 mins'],
  ['10m', '10 mins'],
  ['15m', '15 mins'],
  ['20m', '20 mins'],
  ['30m', '30 mins'],
  ['1h', '1 hour'],
  ['2h', '2 hours'],
  ['3h', '3 hours'],
  ['4h', '4 hours'],
  ['8h', '8 hours'],
  ['1d', '1 day'],
] as const

const UNIT_MS: Record<string, number> = { S: 1e3, D: 864e5, W: 7 * 864e5, M: 30 * 864e5, Y: 365 * 864e5 }
const MOST: Record<string, number> = { S: 86_400, D: 365, W: 52, M: 12, Y: 68 }
/** Smallest and largest bar by unit of duration. */
const BARS_OF_UNIT: Record<string, readonly [number, number]> = {
  S: [1e3, 6e4],
  D: [5e3, 36e5],
  W: [1e4, 4 * 36e5],
  M: [3e4, 8 * 36e5],
  Y: [6e4, 864e5],
}

function msOf(label: string): number {
  const interval = parseInterval(label)
  if (!interval.ok) throw new Error(interval.trouble.message)
  return interval.value.ms
}

test.each(BROKER_WORDS)('%s bars are asked for as "%s", in a chunk the broker takes', (label, words) => {
  const ms = msOf(label)
  const size = barSizeOf(ms)!
  expect(size.words).toBe(words)
  expect(size.smallBars).toBe(ms <= 30_000)
  const [, amount, unit] = /^([1-9][0-9]*) ([SDWMY])$/.exec(size.chunkDuration)!
  expect(size.chunkMs).toBe(Number(amount) * UNIT_MS[unit!]!)
  expect(Number(amount)).toBeLessThanOrEqual(MOST[unit!]!)
  expect(ms).toBeGreaterThanOrEqual(BARS_OF_UNIT[unit!]![0])
  expect(ms).toBeLessThanOrEqual(BARS_OF_UNIT[unit!]![1])
  const bars = size.chunkMs / ms
  expect(bars).toBeLessThanOrEqual(2_000)
  expect(bars).toBeGreaterThanOrEqual(label === '1d' ? 365 : 500)
})

test('the chunks of the published plans', () => {
  const chunks = ['5s', '1m', '1h', '1d'].map((label) => barSizeOf(msOf(label))?.chunkDuration)
  expect(chunks).toEqual(['3600 S', '86400 S', '1 M', '1 Y'])
})

test('a chunk surely reaches back, and never further than it says', () => {
  for (const [label] of BROKER_WORDS) {
    const { chunkDuration, chunkMs } = barSizeOf(msOf(label))!
    expect(sureReachMs(chunkDuration)).toBeGreaterThanOrEqual(msOf(label))
    expect(sureReachMs(chunkDuration)).toBeLessThanOrEqual(chunkMs)
  }
  expect(['1 D', '3 D', '1 W', '6 M', '1800 S'].map(sureReachMs)).toEqual([0, 46 * 36e5, 6 * 864e5, 168 * 864e5, 18e5])
})

test('what the broker has not is null, and the labels are all it has', () => {
  for (const label of ['2s', '20s', '4m', '45m', '90m', '6h', '12h']) expect(barSizeOf(msOf(label))).toBeNull()
  for (const ms of [0, -1, 1, Number.NaN, 7 * 864e5]) expect(barSizeOf(ms)).toBeNull()
  expect(offeredIntervals()).toEqual(BROKER_WORDS.map(([label]) => label))
})
