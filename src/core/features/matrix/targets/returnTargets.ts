import { ownBars } from '../barColumns.ts'
import type { FeatureInputs, FeatureParameter } from '../matrixFeature.ts'
import { type Label, labelColumn } from './labelColumn.ts'
import type { MatrixTarget, TargetColumn, TargetFamily } from './matrixTarget.ts'
import { nextSessionEnds } from './sessionEnds.ts'

const SOURCE = 'Decided at the close of bar t; simple return, before costs'

/** A horizon in bars of the instrument. */
export const HORIZON: FeatureParameter = {
  name: 'horizon',
  meaning: 'bars ahead',
  standard: 5,
  least: 1,
  most: 10_000,
  isWhole: true,
}
const PERCENT: FeatureParameter = {
  name: 'percent',
  meaning: 'rise asked for, in percent',
  standard: 1,
  least: 0.001,
  most: 1_000,
  isWhole: false,
}

export const RETURN_TARGETS: readonly TargetFamily[] = [
  {
    name: 'next_day_return',
    title: 'Return to the close of the next trading day',
    needsRule: false,
    parameters: [],
    target: (_, asked) => ({
      ...words(asked, 'regression', {}),
      formula:
        "C at the close of the session after the bar's own / C[t] - 1: the next bar for daily bars; the UTC day after where trading never stops",
      compute: nextDayReturn,
    }),
  },
  {
    name: 'next_return',
    title: 'Return of the next bar',
    needsRule: false,
    parameters: [],
    target: (_, asked) => ({
      ...words(asked, 'regression', {}),
      formula: 'C[t+1] / C[t] - 1',
      compute: (inputs) => ofHorizon(inputs, 1, (before, after) => after / before - 1),
    }),
  },
  {
    name: 'return',
    title: 'Return over h bars',
    needsRule: false,
    parameters: [HORIZON],
    target: ([horizon], asked) => ({
      ...words(asked, 'regression', { horizon: horizon! }),
      formula: 'C[t+horizon] / C[t] - 1',
      compute: (inputs) => ofHorizon(inputs, horizon!, (before, after) => after / before - 1),
    }),
  },
  {
    name: 'direction',
    title: 'Direction over h bars',
    needsRule: false,
    parameters: [HORIZON],
    target: ([horizon], asked) => ({
      ...words(asked, 'classification', { horizon: horizon! }),
      formula: '1 where C[t+horizon] > C[t], else 0 (no change is 0)',
      compute: (inputs) => ofHorizon(inputs, horizon!, (before, after) => (after > before ? 1 : 0)),
    }),
  },
  rise('up_close', 'A close above a rise within h bars', 'close'),
  rise('up_high', 'A high above a rise within h bars', 'high'),
]

function words(
  name: string,
  task: MatrixTarget['task'],
  parameters: Readonly<Record<string, number>>,
): Omit<MatrixTarget, 'formula' | 'compute'> {
  const unit = task === 'regression' ? 'fraction of price' : '0 or 1'
  return { name, version: 1, task, source: SOURCE, unit, parameters }
}

function rise(name: string, title: string, field: 'close' | 'high'): TargetFamily {
  return {
    name,
    title,
    needsRule: false,
    parameters: [PERCENT, HORIZON],
    target: ([percent, horizon], asked) => ({
      ...words(asked, 'classification', { percent: percent!, horizon: horizon! }),
      formula: `1 where a ${field} of bars t+1 to t+horizon is above C[t] (1 + percent / 100), else 0; known at the first such bar, else at the last`,
      compute: (inputs) => firstRise(inputs, percent! / 100, horizon!, field),
    }),
  }
}

function nextDayReturn(inputs: FeatureInputs): TargetColumn {
  const { close } = ownBars(inputs)
  const ends = nextSessionEnds(inputs)
  return labelColumn(
    inputs,
    (bar) => ends[bar]!,
    (bar, end) => ({ value: close[end]! / close[bar]! - 1, endBar: end }),
  )
}

function ofHorizon(
  inputs: FeatureInputs,
  horizon: number,
  value: (before: number, after: number) => number,
): TargetColumn {
  const { close } = ownBars(inputs)
  return labelColumn(
    inputs,
    (bar) => bar + horizon,
    (bar, end): Label | null => {
      const before = close[bar]!
      const after = close[end]!
      return before > 0 && after > 0 ? { value: value(before, after), endBar: end } : null
    },
  )
}

function firstRise(inputs: FeatureInputs, share: number, horizon: number, field: 'close' | 'high'): TargetColumn {
  const bars = ownBars(inputs)
  const prices = bars[field]
  return labelColumn(
    inputs,
    (bar) => bar + horizon,
    (bar, end) => {
      const goal = bars.close[bar]! * (1 + share)
      for (let row = bar + 1; row <= end; row++) {
        if (Number.isNaN(prices[row]!)) return null
        if (prices[row]! > goal) return { value: 1, endBar: row }
      }
      return { value: 0, endBar: end }
    },
  )
}
