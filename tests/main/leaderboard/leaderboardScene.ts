import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assay, DAYS, dailyBars, predictionFile, stockHouse } from '../backtests/backtestScene.ts'

/** Costs that a broker with no commission has; all of the account goes into each entry. */
const SPEC = `start_date: 2022-06-10
initial_capital: 100000
execution: { slippage: 0.0001, commission: 0.0001 }
`

/** Signals that know the way from the next open to the one after, but for one in nine: an edge that no gate may doubt. */
function knowingSignals(): string {
  const opens = dailyBars()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[1]))
  const rows = DAYS.slice(0, -2).map((day, index) => {
    const move = opens[index + 2]! / opens[index + 1]! - 1
    return `${day},AAPL,${move > 0.002 !== (index % 9 === 4) ? 1 : -1}`
  })
  return predictionFile(rows)
}

/** A workspace with one backtest that passes every profile; its id is in the answer. */
export async function provenHouse(home: string) {
  const house = await stockHouse(home)
  const config = house.file('proven.yaml', SPEC)
  const signals = house.file('knowing.csv', knowingSignals())
  const run = (...words: readonly string[]) =>
    assay(home, 'backtest', 'run', 'stocks', '--config', config, '--predictions', signals, ...words)
  const made = await run()
  if (made.exitCode !== 0) throw new Error(JSON.stringify(made.document))
  return { ...house, signals, run, id: String(made.document.data.backtestId) }
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
