import { createStream, type RandomStream } from '../../stats/seededStream.ts'

/** Bars of each stratum, ascending; stratum 0 holds what cannot be matched and has none. */
export type Strata = { readonly of: Uint8Array; readonly bars: readonly Int32Array[] }

export type ControlRequest = {
  /** Ascending. */
  readonly eventBars: Int32Array
  readonly horizonBars: number
  readonly strata: Strata
  /** For each bar the newest bar up to it at which the family fired, whatever the condition; -1 where none has yet. */
  readonly lastEventBar: Int32Array
  /** Forward return at the horizon; bars without one are no controls. */
  readonly forward: Float64Array
  readonly controlsPerEvent: number
  /** How long after its event a control may come. */
  readonly windowBars: number
  readonly seed: number
  readonly streamName: string
}

export type Controls = { readonly bars: Int32Array; readonly of: Int32Array }

const LEAST_JUMP = 4

/**
 * Controls of each event, at most `controlsPerEvent`, oldest first: bars of the event's stratum after its window, outside of every window of an event of the
 * family, each at least a horizon after the one before, a random number of bars of the stratum skipped before each. None is taken twice.
 *
 * Whether a bar is taken is decided by what is known at its close, going forward from the event, and by draws: nothing after it is read. A pool around the
 * event, or one without events to come, would choose bars by their future: before an upward shock the way is up, and where no breakout follows it is not.
 */
export function matchedControls(request: ControlRequest): Controls {
  const { eventBars, strata, seed, streamName } = request
  const bars: number[] = []
  const of: number[] = []
  const taken = new Uint8Array(strata.of.length)
  for (let event = 0; event < eventBars.length; event++) {
    const bar = eventBars[event]!
    const pool = strata.bars[strata.of[bar]!]!
    const stream = createStream(seed, `${streamName}|${bar}`)
    for (const control of controlsOfEvent(request, bar, pool, taken, stream)) {
      taken[control] = 1
      bars.push(control)
      of.push(event)
    }
  }
  return { bars: Int32Array.from(bars), of: Int32Array.from(of) }
}

function controlsOfEvent(
  { horizonBars, lastEventBar, forward, controlsPerEvent, windowBars }: ControlRequest,
  eventBar: number,
  pool: Int32Array,
  taken: Uint8Array,
  stream: RandomStream,
): readonly number[] {
  const jump = Math.max(LEAST_JUMP, Math.ceil(horizonBars / 2))
  const controls: number[] = []
  let from = eventBar + horizonBars + 1
  while (controls.length < controlsPerEvent) {
    let place = firstFrom(pool, from) + stream.nextInt(jump)
    while (place < pool.length && !isFree(pool[place]!)) place++
    const bar = pool[place]
    if (bar === undefined || bar > eventBar + windowBars) break
    controls.push(bar)
    from = bar + horizonBars
  }
  return controls

  function isFree(bar: number): boolean {
    const last = lastEventBar[bar]!
    return taken[bar] === 0 && (last < 0 || bar - last > horizonBars) && !Number.isNaN(forward[bar]!)
  }
}

/** Place of the first value of an ascending column that is not below `value`. */
function firstFrom(ascending: Int32Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Groups bars by their stratum (1 to 255; 0: none). */
export function strataOf(of: Uint8Array): Strata {
  const counts = new Int32Array(256)
  for (const stratum of of) counts[stratum]!++
  const bars = Array.from(counts, (count, stratum) => new Int32Array(stratum === 0 ? 0 : count))
  const next = new Int32Array(256)
  for (let bar = 0; bar < of.length; bar++) {
    const stratum = of[bar]!
    if (stratum !== 0) bars[stratum]![next[stratum]!++] = bar
  }
  return { of, bars }
}

/** For each bar the newest event up to it, -1 where there is none. `eventBars` ascending. */
export function lastEventBars(eventBars: Int32Array, length: number): Int32Array {
  const last = new Int32Array(length).fill(-1)
  for (let event = 0; event < eventBars.length; event++)
    last.fill(eventBars[event]!, eventBars[event]!, eventBars[event + 1] ?? length)
  return last
}
