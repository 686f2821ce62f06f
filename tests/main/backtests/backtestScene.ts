import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'

/** The configuration of the plans that the product grew from: it has to run as it stands. */
export const PLANNED_BACKTEST = `start_date: 2023-06-01
end_date: 2023-12-31
initial_capital: 100000
position_sizing: { method: fixed_fraction, fraction: 0.02 }
execution: { slippage: 0.001, commission: 0.001, market_impact: linear }
risk_management: { stop_loss: 0.05, take_profit: 0.10, max_positions: 5, max_drawdown: 0.20 }
`

export async function assay(home: string, ...words: readonly string[]) {
  const terminal = fakeTerminal()
  const exitCode = await runCli([...words, '--home', home, '--json'], terminal)
  return { exitCode, document: JSON.parse(terminal.out()), err: terminal.err() }
}

/** A sequence without clock or seed of its own: fractions that look like noise. */
function noise(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453
  return value - Math.floor(value)
}

const sessions = calendarOf('us-equity-rth').sessions(Date.UTC(2022, 5, 1), Date.UTC(2024, 0, 1))
export const DAYS: readonly string[] = sessions.map(({ openMs }) => new Date(openMs).toISOString().slice(0, 10))

/** Daily bars of a stock, in cents as exchanges have them. */
export function dailyBars(skip: readonly string[] = []): string {
  let close = 130
  const rows = DAYS.map((day, index) => {
    const open = close * (1 + (noise(index) - 0.5) * 0.01)
    close = open * (1 + (noise(index + 7_000) - 0.48) * 0.04)
    const high = Math.max(open, close) * (1 + noise(index + 14_000) * 0.01)
    const low = Math.min(open, close) * (1 - noise(index + 21_000) * 0.01)
    const volume = 40_000_000 + Math.round(noise(index + 28_000) * 40_000_000)
    return { day, text: [day, ...[open, high, low, close].map((price) => price.toFixed(2)), volume].join(',') }
  })
  const kept = rows.filter(({ day }) => !skip.includes(day)).map(({ text }) => text)
  return `Date,Open,High,Low,Close,Volume\n${kept.join('\n')}\n`
}

export function predictionRows(days: readonly string[] = DAYS, symbol = 'AAPL'): readonly string[] {
  return days.map((day, index) => `${day},${symbol},${(noise(index + 35_000) * 2 - 1).toFixed(4)}`)
}

export function predictionFile(rows: readonly string[]): string {
  return `time,symbol,signal\n${rows.join('\n')}\n`
}

/** A workspace of one stock with daily bars, and the files of the plans beside it. */
export async function stockHouse(home: string, barsText = dailyBars()) {
  const file = (name: string, text: string) => {
    const path = join(home, name)
    writeFileSync(path, text)
    return path
  }
  const symbols = ['--symbols', 'AAPL,MSFT', '--asset-class', 'equity', '--interval', '1d']
  await assay(home, 'workspace', 'create', 'stocks', ...symbols)
  const bars = file('aapl.csv', barsText)
  const imported = ['--symbol', 'AAPL', '--file', bars, '--tz', 'America/New_York']
  const done = await assay(home, 'data', 'import', 'stocks', ...imported)
  if (done.exitCode !== 0) throw new Error(JSON.stringify(done.document))
  const config = file('backtest.yaml', PLANNED_BACKTEST)
  const predictions = file('predictions.csv', predictionFile(predictionRows()))
  return { home, file, config, predictions, folder: join(home, 'workspaces', 'stocks') }
}
