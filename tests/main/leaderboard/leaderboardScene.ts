import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assay, DAYS, stockHouse } from '../backtests/backtestScene.ts'

/** Costs that a broker with no commission has; all of the account goes into each entry. The rule follows the day before. */
const SPEC = `start_date: 2022-06-10
initial_capital: 100000
instruments: [AAPL]
strategy: { id: momentum, parameters: { lookback: 1 } }
execution: { slippage: 0.0001, commission: 0.0001 }
`

/** Three days up, three down, and now and then one up, five down: a rule that follows the day before has an edge that no gate may doubt. */
function runningBars(): string {
  let close = 130
  const rows = DAYS.map((day, index) => {
    const open = close
    const step = 0.011 + 0.002 * Math.sin(index * 1.7)
    const isUp = index % 6 < (index % 48 < 42 ? 3 : 1)
    close = open * (1 + (isUp ? 1.45 : -1) * step)
    const prices = [open, Math.max(open, close) * 1.001, Math.min(open, close) * 0.999, close]
    return [day, ...prices.map((price) => price.toFixed(2)), 40_000_000 + 1_000 * (index % 97)].join(',')
  })
  return `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`
}

/** A workspace with one backtest that passes every profile; its id is in the answer. */
export async function provenHouse(home: string) {
  const house = await stockHouse(home, runningBars())
  const config = house.file('proven.yaml', SPEC)
  const run = (...words: readonly string[]) => assay(home, 'backtest', 'run', 'stocks', '--config', config, ...words)
  const made = await run()
  if (made.exitCode !== 0) throw new Error(JSON.stringify(made.document))
  return { ...house, config, run, id: String(made.document.data.backtestId) }
}

export function copyOf(home: string, to: string): string {
  cpSync(home, to, { recursive: true })
  return to
}

/** Changes one file of a workspace as a careless hand would. */
export function spoil(home: string, path: string, change: (text: string) => string): void {
  const file = join(home, 'workspaces', 'stocks', path)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}
