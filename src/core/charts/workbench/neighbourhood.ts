import type { ChoiceShape } from '../../contract/workbench/stageShapesRobustness.ts'

export type NeighbourFigure = {
  /** `shockRanges 1.5` or `exit 8/8/24` (target/stop/limit). */
  readonly label: string
  readonly profit: number | null
  readonly sharpePerYear: number | null
}

export type NeighbourCell = {
  readonly value: number
  readonly profit: number | null
  readonly sharpePerYear: number | null
}
export type NeighbourRow = {
  readonly parameter: string
  readonly chosen: number
  readonly below: NeighbourCell | null
  readonly above: NeighbourCell | null
}

const EXIT_PARTS = [
  { name: 'target, ranges', field: 'targetRanges' },
  { name: 'stop, ranges', field: 'stopRanges' },
  { name: 'limit, bars', field: 'limitBars' },
] as const

/** Neighbours as a row a parameter, a step below and above its chosen value. Those that no row can take are given back by themselves. */
export function neighbourhood(
  choice: ChoiceShape,
  neighbours: readonly NeighbourFigure[],
): { readonly rows: readonly NeighbourRow[]; readonly strays: readonly NeighbourFigure[] } {
  const rows = new Map<string, NeighbourRow>()
  const strays: NeighbourFigure[] = []
  for (const neighbour of neighbours) {
    const step = stepOf(choice, neighbour.label)
    const row = step && (rows.get(step.parameter) ?? { ...step, below: null, above: null })
    const side = step !== null && step.value < step.chosen ? 'below' : 'above'
    if (step === null || !row || row[side] !== null) strays.push(neighbour)
    else rows.set(step.parameter, cellAdded(row, side, step.value, neighbour))
  }
  return { rows: [...rows.values()], strays }
}

function cellAdded(row: NeighbourRow, side: 'below' | 'above', value: number, figure: NeighbourFigure): NeighbourRow {
  const { parameter, chosen, below, above } = row
  return {
    parameter,
    chosen,
    below,
    above,
    [side]: { value, profit: figure.profit, sharpePerYear: figure.sharpePerYear },
  }
}

type Step = { readonly parameter: string; readonly chosen: number; readonly value: number }

function stepOf(choice: ChoiceShape, label: string): Step | null {
  const [name = '', text = ''] = label.split(' ')
  if (text === '') return null
  return name === 'exit' ? exitStep(choice, text) : parameterStep(choice, name, Number(text))
}

function parameterStep({ setting }: ChoiceShape, parameter: string, value: number): Step | null {
  const chosen = setting.parameters[parameter]
  return chosen === undefined || !Number.isFinite(value) || value === chosen ? null : { parameter, chosen, value }
}

function exitStep({ exit }: ChoiceShape, text: string): Step | null {
  const values = text.split('/').map(Number)
  if (values.length !== EXIT_PARTS.length || !values.every(Number.isFinite)) return null
  const changed = EXIT_PARTS.flatMap(({ name, field }, index) =>
    exit[field] === values[index] ? [] : [{ parameter: name, chosen: exit[field], value: values[index]! }],
  )
  return changed.length === 1 ? changed[0]! : null
}
