import { heldMs, netOfCosts } from '../../backtest/tradeTerms.ts'
import type { EventColumns } from '../../events/detector.ts'
import { detectorOf, gridSettings } from '../../events/detectorRegistry.ts'
import { exitRuleId } from '../../events/exitRule.ts'
import { eventPaths, PATH_BARS } from '../../features/eventPaths.ts'
import { computeFeatures, FEATURES } from '../../features/featureRegistry.ts'
import { LIKENESS_NEIGHBOURS, pathLikeness } from '../../features/pathLikeness.ts'
import { PATTERN_FEATURES } from '../../features/patternFeatures.ts'
import type { Beat } from '../../job/beat.ts'
import type { FeatureMatrix } from '../../models/featureMatrix.ts'
import type { Choice, Workbench } from '../workbench.ts'

/**
 * One row an event that any grid setting of one detector fires, ascending in (bar, role, direction), each once.
 * Features are known at the close of `startBar`; outcomes (`netReturn`, `label`, `endBar`) lie apart. `label` is 1 where the exit rule
 * nets a gain after costs. `netReturn` is a fraction of the notional.
 */
export type TrainingRows = {
  readonly startBar: Int32Array
  readonly endBar: Int32Array
  readonly role: Uint8Array
  readonly direction: Int8Array
  readonly netReturn: Float64Array
  readonly label: Uint8Array
  readonly features: FeatureMatrix
  readonly rowOfKey: ReadonlyMap<number, number>
}

function eventKey(bar: number, role: number, direction: number): number {
  return (bar * 3 + role) * 2 + (direction > 0 ? 1 : 0)
}

function eventKeys(events: EventColumns): number[] {
  return Array.from(events.bar, (bar, row) => eventKey(bar, events.role[row]!, events.direction[row]!))
}

/** Rows of a setting's events, in the order of the events; -1 where the event has no complete outcome. */
export function rowsOfEvents(rows: TrainingRows, events: EventColumns): Int32Array {
  return Int32Array.from(eventKeys(events), (key) => rows.rowOfKey.get(key) ?? -1)
}

/** Keeps finished things beside the workbench they were made from, so that the units of a worker share them. */
const keptRows = new WeakMap<Workbench, Map<string, TrainingRows>>()

export function trainingRows(bench: Workbench, choice: Choice, patternAid: boolean, beat: Beat): TrainingRows {
  const kept = keptRows.get(bench) ?? new Map<string, TrainingRows>()
  keptRows.set(bench, kept)
  const key = `${choice.setting.detectorId} ${exitRuleId(choice.exit)} ${patternAid}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = makeRows(bench, choice, patternAid, beat)
  kept.set(key, made)
  return made
}

const keptFeatures = new WeakMap<
  Workbench,
  { readonly names: readonly string[]; readonly columns: readonly Float64Array[] }
>()

function allFeatures(bench: Workbench, beat: Beat) {
  const known = keptFeatures.get(bench)
  if (known !== undefined) return known
  const made = computeFeatures(bench.columns, beat)
  keptFeatures.set(bench, made)
  return made
}

function makeRows(bench: Workbench, choice: Choice, patternAid: boolean, beat: Beat): TrainingRows {
  const detector = detectorOf(choice.setting.detectorId)
  if (!detector.ok) throw new Error(detector.trouble.message)
  const book = bench.bookOf(choice.exit)
  const terms = bench.terms(1)
  const keys = new Set(gridSettings(detector.value).flatMap((setting) => eventKeys(bench.eventsOf(setting))))
  const ordered = [...keys].sort((a, b) => a - b)
  const whole = ordered.filter((key) => book.outcomes[key % 6]!.exitBar[Math.floor(key / 6)]! >= 0)
  const startBar = Int32Array.from(whole, (key) => Math.floor(key / 6))
  const role = Uint8Array.from(whole, (key) => Math.floor((key % 6) / 2))
  const direction = Int8Array.from(whole, (key) => (key % 2 === 1 ? 1 : -1))
  const endBar = Int32Array.from(whole, (key, row) => book.outcomes[key % 6]!.exitBar[startBar[row]!]!)
  const netReturn = Float64Array.from(whole, (key, row) => {
    const bar = startBar[row]!
    const held = heldMs(bench.columns, bar, endBar[row]!)
    return netOfCosts(terms, role[row]!, direction[row]!, book.outcomes[key % 6]!.grossReturn[bar]!, held)
  })
  const events = { startBar, endBar, role, direction, netReturn }
  return {
    ...events,
    label: Uint8Array.from(netReturn, (value) => (value > 0 ? 1 : 0)),
    features: rowFeatures(bench, events, patternAid, beat),
    rowOfKey: new Map(whole.map((key, row) => [key, row])),
  }
}

type RowEvents = Pick<TrainingRows, 'startBar' | 'endBar' | 'role' | 'direction' | 'netReturn'>

/** Signed features point in the event's direction; the event's own role and direction stand beside them. */
function rowFeatures(bench: Workbench, events: RowEvents, patternAid: boolean, beat: Beat): FeatureMatrix {
  const { startBar, role, direction } = events
  const base = allFeatures(bench, beat)
  const patterns = patternAid ? computeFeatures(bench.columns, beat, PATTERN_FEATURES) : { names: [], columns: [] }
  const definitions = patternAid ? [...FEATURES, ...PATTERN_FEATURES] : FEATURES
  const sources = [...base.columns, ...patterns.columns]
  const names = [
    ...base.names,
    ...patterns.names,
    'event_role',
    'event_direction',
    ...(patternAid ? ['path_likeness'] : []),
  ]
  const likeness = patternAid ? likenessOf(bench, events, beat) : null
  const width = names.length
  const values = new Float64Array(startBar.length * width)
  for (let row = 0; row < startBar.length; row++) {
    const bar = startBar[row]!
    const sign = direction[row]!
    for (let column = 0; column < sources.length; column++) {
      values[row * width + column] = sources[column]![bar]! * (definitions[column]!.signed ? sign : 1)
    }
    values[row * width + sources.length] = role[row]!
    values[row * width + sources.length + 1] = sign
    if (likeness !== null) values[row * width + sources.length + 2] = likeness[row]!
  }
  return { rows: startBar.length, columns: width, values, names }
}

function likenessOf(
  bench: Workbench,
  { startBar, endBar, role, direction, netReturn }: RowEvents,
  beat: Beat,
): Float64Array {
  const paths = eventPaths(bench.columns, { bar: startBar, role, direction })
  const events = { paths, pathBars: PATH_BARS, decidedBar: startBar, barrierEndBar: endBar, outcome: netReturn }
  return pathLikeness(events, LIKENESS_NEIGHBOURS, beat)
}
