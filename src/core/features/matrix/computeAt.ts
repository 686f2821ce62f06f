import type { LegColumns } from '../../market/pairColumns.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { isoTime } from '../../time/isoTime.ts'
import { featureComputer } from './featureComputer.ts'
import type { JoinedColumn, MatrixFeature } from './matrixFeature.ts'
import { type MatrixInputs, rowCloses } from './matrixInputs.ts'

/** Values in the order of the features, of the instrument's newest bar that was closed then. UTC milliseconds. */
export type FeaturesAt = { readonly timeMs: number; readonly decisionMs: number; readonly values: Float64Array }

/**
 * What was known of one instrument at an instant: computed from bars that were closed at or before it, and from nothing else. Equal bit for bit to the row of
 * the whole column. Error: `no-bar-known`.
 */
export function computeAt(
  inputs: MatrixInputs,
  instrument: number,
  features: readonly MatrixFeature[],
  asOfMs: number,
): Outcome<FeaturesAt> {
  const known = knownAt(inputs, instrument, asOfMs)
  if (known === null) {
    return failure(
      'no-bar-known',
      `No bar of the instrument had closed at ${isoTime(asOfMs)}.`,
      'Ask for a later time, or import earlier bars.',
    )
  }
  const row = known.market.timeMs.length - 1
  const computer = featureComputer(known)
  return success({
    timeMs: known.market.timeMs[row]!,
    decisionMs: rowCloses(known).get(known.calendars[instrument]!.name)![row]!,
    values: Float64Array.from(features, (feature) => computer.column(instrument, feature)[row]!),
  })
}

/** The market up to the instrument's newest closed bar, without bars of others that were open then. */
function knownAt(inputs: MatrixInputs, instrument: number, asOfMs: number): MatrixInputs | null {
  const { market, calendars, joined } = inputs
  const closes = rowCloses(inputs)
  const ownCloses = closes.get(calendars[instrument]!.name)!
  const { close } = market.instruments[instrument]!
  let length = market.timeMs.length
  while (length > 0 && (Number.isNaN(close[length - 1]!) || ownCloses[length - 1]! > asOfMs)) length--
  if (length === 0) return null
  const instruments = market.instruments.map((leg, place) =>
    closedLeg(leg, closes.get(calendars[place]!.name)!.subarray(0, length), asOfMs),
  )
  return {
    market: { intervalMs: market.intervalMs, timeMs: market.timeMs.subarray(0, length), instruments },
    calendars,
    joined: joined.map((columns) => cutJoined(columns, length)),
  }
}

function closedLeg(leg: LegColumns, closes: Float64Array, asOfMs: number): LegColumns {
  const isOpen = closes.some((closeMs) => closeMs > asOfMs)
  const cut = (values: Float64Array): Float64Array => {
    const first = values.subarray(0, closes.length)
    return isOpen ? first.map((value, row) => (closes[row]! > asOfMs ? Number.NaN : value)) : first
  }
  return { open: cut(leg.open), high: cut(leg.high), low: cut(leg.low), close: cut(leg.close), volume: cut(leg.volume) }
}

function cutJoined(columns: ReadonlyMap<string, JoinedColumn>, length: number): ReadonlyMap<string, JoinedColumn> {
  const cut = new Map<string, JoinedColumn>()
  for (const [name, { values, ageMs }] of columns) {
    cut.set(name, { values: values.subarray(0, length), ageMs: ageMs.subarray(0, length) })
  }
  return cut
}
