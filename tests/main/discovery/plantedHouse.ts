import { join } from 'node:path'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { homeTools } from './discoveryScene.ts'

export const PLANTED = 'planted'
const HOUR_MS = 3_600_000
const BARS = 10_000
/** Bars after a jump over which prices rise on. */
const RISE_BARS = 4

const SPEC = `interval: 1h
symbols: [BTC]
families: [volatility_shock_up, volatility_shock_down, range_breakout_down, exhaustion_up]
directions: [long]
conditions: [any]
horizons: [4h]
sensors: []
resamples: 200
costs_bps: 6
`

/** Hours in which every jump upwards is followed by a rise: an edge that is there, in bars that nobody called generated. */
function plantedBars(): string {
  const stream = createStream(11, 'planted jumps')
  let close = 100
  let rising = 0
  let nextJump = 120
  const rows = Array.from({ length: BARS }, (_, bar) => {
    const open = close
    const isJump = bar === nextJump
    if (isJump) nextJump = bar + 30 + stream.nextInt(50)
    const drift = rising-- > 0 ? 0.002 : 0
    close = open * Math.exp((isJump ? 0.02 : 0) + drift + 0.003 * stream.nextNormal())
    if (isJump) rising = RISE_BARS
    const prices = [open, Math.max(open, close) * 1.0005, Math.min(open, close) * 0.9995, close]
    const time = new Date(Date.UTC(2021, 0, 1) + bar * HOUR_MS).toISOString()
    return [time, ...prices.map((price) => price.toFixed(4)), 1_000 + stream.nextInt(500)].join(',')
  })
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

/** A workspace in which a discovery finds what was planted. */
export async function plantedHouse(home: string) {
  const { file, done } = homeTools(home)
  const traded = ['--symbols', 'BTC', '--asset-class', 'crypto', '--interval', '1h']
  await done('workspace', 'create', PLANTED, ...traded)
  await done('data', 'import', PLANTED, '--symbol', 'BTC', '--file', file('btc.csv', plantedBars()))
  const found = await done('discover', 'run', PLANTED, '--spec', file('discovery.yaml', SPEC), '--workers', '1')
  return { home, file, done, folder: join(home, 'workspaces', PLANTED), found }
}
