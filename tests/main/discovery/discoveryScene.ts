import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assay } from '../backtests/backtestScene.ts'

export const WORKSPACE = 'coins'

/** 2 symbols x 4 families x 2 conditions x 2 directions x 2 horizons = 64 hypotheses. */
export const SMALL_SPEC = `interval: 1h
families: [volatility_shock_up, volatility_shock_down, range_breakout_up, exhaustion_up]
conditions: [any, "volatility:high"]
horizons: [1h, 4h]
resamples: 200
min_events: 10
`

/** Files that a person would give to a home, and commands on it that must succeed. */
export function homeTools(home: string) {
  const file = (name: string, text: string) => {
    mkdirSync(join(home, 'given'), { recursive: true })
    const path = join(home, 'given', name)
    writeFileSync(path, text)
    return path
  }
  const done = async (...words: readonly string[]) => {
    const made = await assay(home, ...words)
    if (made.exitCode !== 0) throw new Error(JSON.stringify(made.document))
    return made.document.data
  }
  return { file, done }
}

/** A workspace of two coins with hourly bars of a program. */
export async function coinHouse(home: string, bars = 3_000, kind = 'noise') {
  const { file, done } = homeTools(home)
  await done('workspace', 'create', WORKSPACE, '--primary', 'BTC', '--secondary', 'ETH', '--interval', '1h')
  await done('data', 'sample', WORKSPACE, '--kind', kind, '--bars', String(bars), '--seed', '5')
  const spec = file('discovery.yaml', SMALL_SPEC)
  const discover = (...words: readonly string[]) => assay(home, 'discover', 'run', WORKSPACE, ...words)
  return { home, file, spec, done, discover, folder: join(home, 'workspaces', WORKSPACE) }
}

/** A table of funding rates, every eight hours from an instant on, each known `knownHours` after it. */
export function fundingRows(
  { startMs, count, rate = 0.0001 }: { startMs: number; count: number; rate?: number },
  symbol = 'BTC',
  knownHours = 0,
): string {
  const iso = (timeMs: number) => new Date(timeMs).toISOString()
  const rows = Array.from({ length: count }, (_, row) => {
    const value = rate * (1 + Math.sin(row * 1.7) + 0.4 * Math.sin(row * 0.31))
    const timeMs = startMs + row * 8 * 3_600_000
    return `${iso(timeMs)},${iso(timeMs + knownHours * 3_600_000)},${symbol},${value}`
  })
  return `time,known,symbol,rate\n${rows.join('\n')}\n`
}
