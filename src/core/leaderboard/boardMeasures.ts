import { FIGURE_LIST, figureNamed } from '../metrics/performance/figureNames.ts'

/** A number by which entries are filtered and ranked. `better`: which end is the good one (null: neither, and the larger comes first). */
export type BoardMeasure = {
  readonly name: string
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly better: 'high' | 'low' | null
  readonly least: number | null
  readonly most: number | null
}

/** Key of the measure that is computed from the ledger when it is shown. */
export const DEFLATED_NOW = 'deflatedSharpe'

const DEFLATED: BoardMeasure = {
  name: 'deflated_sharpe',
  key: DEFLATED_NOW,
  label: 'Deflated Sharpe probability',
  unit: 'fraction',
  better: 'high',
  least: 0,
  most: 1,
}

/** What people write for the figures that they ask for most. */
export const SHORT_MEASURES: readonly string[] = ['sharpe', 'return', 'drawdown', 'trades', 'sortino', 'calmar', 'dsr']

export const MEASURE_NAMES: readonly string[] = [...FIGURE_LIST.map(({ name }) => name), DEFLATED.name]

/** By the name of its figure or a short one (`sharpe`, `return`, `drawdown`, `trades`), or null. */
export function measureNamed(name: string): BoardMeasure | null {
  return name === DEFLATED.name || name === 'dsr' ? DEFLATED : figureNamed(name)
}
