import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { PairColumns, Role } from '../market/pairColumns.ts'

export const ROLES: readonly Role[] = ['primary', 'secondary', 'pair']

/**
 * Events as equal-length columns, ascending in bar, then role. An event is decided at the close of `bar` and may be filled from
 * the open of the next. `role` indexes ROLES; `direction` is +1 long (pair: long primary, short secondary) or -1.
 * `strength` is how far past its threshold the detector was, in the detector's own units.
 */
export type EventColumns = {
  readonly bar: Int32Array
  readonly role: Uint8Array
  readonly direction: Int8Array
  readonly strength: Float64Array
}

export type DetectorParameters = Readonly<Record<string, number>>

/** A declared parameter: its allowed range, its default, and the values that the grid tries. */
export type ParameterRange = {
  readonly name: string
  readonly unit: string
  readonly minimum: number
  readonly maximum: number
  readonly standard: number
  readonly gridValues: readonly number[]
}

export type Detector = {
  readonly id: string
  readonly title: string
  readonly kind: 'single' | 'pair'
  readonly parameters: readonly ParameterRange[]
  readonly detect: (columns: PairColumns, memo: IndicatorMemo, parameters: DetectorParameters) => EventColumns
}

export type DetectorSetting = { readonly detectorId: string; readonly parameters: DetectorParameters }

/** Writes `+1`, `-1` or `0` for the bar and the strength beside it; reads nothing after `bar`. */
export type Signal = { readonly direction: Int8Array; readonly strength: Float64Array }

export function emptySignal(length: number): Signal {
  return { direction: new Int8Array(length), strength: new Float64Array(length) }
}

/** A condition must have been off for this many bars, for one role and direction, before it may fire again. */
export const REFIRE_BARS = 6

/**
 * Events where a signal switches on: a bar fires when the same direction was off in all REFIRE_BARS before it. A condition that goes on
 * fires once, at its start, however long it lasts.
 */
export function eventsFromSignals(signals: readonly { readonly role: Role; readonly signal: Signal }[]): EventColumns {
  const bar: number[] = []
  const role: number[] = []
  const direction: number[] = []
  const strength: number[] = []
  const ordered = [...signals].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
  const length = ordered[0]?.signal.direction.length ?? 0
  const lastUp = new Int32Array(ordered.length).fill(-REFIRE_BARS - 1)
  const lastDown = new Int32Array(ordered.length).fill(-REFIRE_BARS - 1)
  for (let t = 0; t < length; t++) {
    for (let s = 0; s < ordered.length; s++) {
      const sign = ordered[s]!.signal.direction[t]!
      if (sign === 0) continue
      const last = sign > 0 ? lastUp : lastDown
      const recent = t - last[s]! <= REFIRE_BARS
      last[s] = t
      if (recent) continue
      bar.push(t)
      role.push(ROLES.indexOf(ordered[s]!.role))
      direction.push(sign)
      strength.push(ordered[s]!.signal.strength[t]!)
    }
  }
  return {
    bar: Int32Array.from(bar),
    role: Uint8Array.from(role),
    direction: Int8Array.from(direction),
    strength: Float64Array.from(strength),
  }
}
