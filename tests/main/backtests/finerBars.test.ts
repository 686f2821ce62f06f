import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { assay } from './backtestScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

const HOURS = 600
const START = Date.UTC(2023, 0, 2)
const QUARTER_MS = 900_000

function noise(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453
  return value - Math.floor(value)
}

type Bar = readonly [timeMs: number, open: number, high: number, low: number, close: number]

/** Quarter hours, and the hours that they make. */
function bars(): { readonly quarters: readonly Bar[]; readonly hours: readonly Bar[] } {
  let close = 100
  const quarters = Array.from({ length: HOURS * 4 }, (_, index): Bar => {
    const open = close
    close = open * (1 + (noise(index) - 0.5) * 0.02)
    const high = Math.max(open, close) * (1 + noise(index + 9_000) * 0.002)
    const low = Math.min(open, close) * (1 - noise(index + 18_000) * 0.002)
    return [START + index * QUARTER_MS, open, high, low, close]
  })
  const hours = Array.from({ length: HOURS }, (_, hour): Bar => {
    const part = quarters.slice(hour * 4, hour * 4 + 4)
    const high = Math.max(...part.map(([, , of]) => of))
    const low = Math.min(...part.map(([, , , of]) => of))
    return [part[0]![0], part[0]![1], high, low, part[3]![4]]
  })
  return { quarters, hours }
}

const csv = (rows: readonly Bar[]) =>
  `Date,Open,High,Low,Close,Volume\n${rows
    .map(([timeMs, ...prices]) =>
      [new Date(timeMs).toISOString(), ...prices.map((price) => price.toFixed(6)), 10].join(','),
    )
    .join('\n')}\n`

const SPEC = (more: string) => `strategy: { id: moving-average-cross, parameters: { fast: 2, slow: 5 } }
direction: both
engine: both
execution: { slippage: 0, commission: 0${more} }
risk_management: { stop_loss: 0.006, take_profit: 0.006 }
`

async function house(home: string) {
  const file = (name: string, text: string) => {
    const path = join(home, name)
    writeFileSync(path, text)
    return path
  }
  await assay(home, 'workspace', 'create', 'coin', '--symbols', 'BTC', '--asset-class', 'crypto', '--interval', '1h')
  const { quarters, hours } = bars()
  const load = async (name: string, rows: readonly Bar[], interval: string) => {
    const path = file(name, csv(rows))
    const done = await assay(home, 'data', 'import', 'coin', '--symbol', 'BTC', '--file', path, '--interval', interval)
    if (done.exitCode !== 0) throw new Error(JSON.stringify(done.document))
  }
  await load('hours.csv', hours, '1h')
  const run = async (more = '') => {
    const ran = await assay(home, 'backtest', 'run', 'coin', '--config', file('spec.yaml', SPEC(more)))
    expect(ran.document.error).toBeUndefined()
    return ran.document.data
  }
  return { file, quarters, load, run }
}

describe('finer bars', () => {
  it('say which of stop and target came first, in both engines and in a sweep, and can be left unread', {
    timeout: 120_000,
  }, async () => {
    const home = freshFolder()
    const { file, quarters, load, run } = await house(home)
    const bare = await run()
    expect(Object.keys(bare.manifest.dataHashes)).toEqual(['BTC'])
    await load('quarters.csv', quarters, '15m')
    const finer = await run()
    expect(Object.keys(finer.manifest.dataHashes)).toEqual(['BTC', 'BTC 15m'])
    expect(finer.manifest.notes.join(' ')).toContain(`came first in ${HOURS} of ${HOURS} bars`)
    expect(finer.metrics.agreement.differences).toBe(0)
    const profit = (data: { readonly metrics: { readonly endEquity: number } }) => data.metrics.endEquity
    expect(profit(finer)).toBeGreaterThan(profit(bare))
    const unread = await run(', finer_bars: false')
    expect(profit(unread)).toBe(profit(bare))
    expect(unread.manifest.configHash).not.toBe(bare.manifest.configHash)
    expect(finer.manifest.configHash).toBe(bare.manifest.configHash)
    const sweep = `strategy: { id: moving-average-cross }
parameter_grid: { fast: [2, 3], slow: [5], stop_loss: [0.006], take_profit: [null, 0.006] }
backtest: { direction: both, execution: { slippage: 0, commission: 0 } }
`
    const swept = await assay(home, 'sweep', 'run', 'coin', '--spec', file('sweep.yaml', sweep), '--workers', '1')
    expect(swept.document.error).toBeUndefined()
    expect(swept.document.data.summary.evaluated).toBe(4)
    expect(swept.document.data.manifest.base.dataHashes).toHaveProperty('BTC 15m')
  })
})
