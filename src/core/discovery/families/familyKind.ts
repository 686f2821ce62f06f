import type { SensorKind } from '../../market/sensors/sensorKinds.ts'
import type { AssetInputs } from '../eventFamily.ts'

/** One of the one or two ways in which a kind of event happens. */
export type FamilySide = {
  /** End of the family's id. */
  readonly suffix: string
  readonly sign: 1 | -1
  readonly title: string
}

/** The one number that may be set; everything else of a kind is fixed and told in its formula. */
export type FamilyThreshold = {
  readonly meaning: string
  readonly standard: number
  readonly minimum: number
  readonly maximum: number
  /** Whether only whole numbers have a meaning. */
  readonly whole: boolean
  /** A little easier and a little harder than the standard: what a plateau is looked for in. */
  readonly neighbours: readonly [number, number]
}

/** A kind of event, from which families are made: one for each side and threshold. */
export type FamilyKind = {
  readonly name: string
  readonly sides: readonly FamilySide[]
  readonly threshold: FamilyThreshold
  /** `k` stands for the threshold. */
  readonly formula: string
  readonly source: string
  readonly needs: readonly SensorKind[]
  readonly readsOthers: boolean
  /** Whether it can happen only where trading stops in between. */
  readonly needsSessions?: boolean
  /** 1 or -1 (a side's sign) at each own bar where the condition holds, else 0; reads nothing after that bar. */
  readonly signal: (inputs: AssetInputs, threshold: number) => Float64Array
}

/** The column of a condition: `at(bar)` says which sign holds. The first bar has none before it and never holds. */
export function signalColumn(inputs: AssetInputs, at: (bar: number) => number): Float64Array {
  const signal = new Float64Array(inputs.timeMs.length)
  for (let bar = 1; bar < signal.length; bar++) signal[bar] = at(bar)
  return signal
}

/** 1 where a value is at least `high`, -1 where it is at most `low`, else 0 (NaN is neither). */
export function signBeyond(value: number, high: number, low = -high): number {
  if (value >= high) return 1
  return value <= low ? -1 : 0
}
