import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { finalRobustness } from '../../../core/pipeline/judgement/judge.ts'
import type { PairOutputs } from '../../../core/pipeline/pairPipeline.ts'
import type { CurveResult } from '../../../core/pipeline/stages/capitalCurveStage.ts'
import type { RunFolder } from './runFolder.ts'

type Row = { readonly [key: string]: JsonValue }

/** Words and numbers only: no cell of these tables holds a comma, a quote or a line break. */
function csvOf(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => names.map((name) => String(row[name] ?? '')).join(','))
  return `${[names.join(','), ...lines].join('\n')}\n`
}

function tradeRows({ trades }: CurveResult): readonly Row[] {
  return trades.decisionMs.map((decisionMs, row) => ({
    decision: new Date(decisionMs).toISOString(),
    exit: new Date(trades.exitMs[row]!).toISOString(),
    role: ['primary', 'secondary', 'pair'][trades.role[row]!]!,
    direction: trades.direction[row]! > 0 ? 'long' : 'short',
    weight: trades.weight[row]!,
    grossReturn: trades.grossReturn[row]!,
    netReturn: trades.netReturn[row]!,
    fold: trades.fold[row]! + 1,
  }))
}

/** The tables that a researcher opens: `reports/conditional_expectancy.{csv,json}` and `reports/trades.csv` in the run's folder. */
export function storeTables(folder: RunFolder, outputs: PairOutputs): Outcome<void> {
  const { plannedCells, cells } = outputs.analyze
  const json = folder.write('reports/conditional_expectancy.json', {
    plannedCells,
    cells: cells.map((cell) => ({ ...cell })),
  })
  if (!json.ok) return json
  const table = folder.writeText('reports/conditional_expectancy.csv', csvOf(cells.map((cell) => ({ ...cell }))))
  if (!table.ok) return table
  const trades = folder.writeText('reports/trades.csv', csvOf(tradeRows(finalRobustness(outputs).curve)))
  return trades.ok ? success(undefined) : trades
}
