import type { WallClockInstants } from '../ports/timeZones.ts'

export type WallClock = {
  /** The instant, or NaN where the clock was put forward over that time. */
  toUtcMs(localMs: number): number
  /** Times that the clock showed twice: told apart by their order in the file. */
  repeated(): number
  /** Times that the clock never showed. */
  skipped(): number
}

/**
 * Reads the rows of one file in order. Where the clock was put back and a time occurs twice, it is the first occurrence, unless the
 * row before (after, in a file that is newest first) already stands at or past it.
 */
export function createWallClock(instantsOf: WallClockInstants, newestFirst: boolean): WallClock {
  const instants = new Float64Array(2)
  let previousMs = Number.NaN
  let repeated = 0
  let skipped = 0
  const choose = (): number => {
    repeated++
    const first = instants[0]!
    const second = instants[1]!
    if (newestFirst) return previousMs <= second || !(previousMs - second < 86_400_000) ? first : second
    return previousMs >= first ? second : first
  }
  return {
    toUtcMs: (localMs) => {
      if (Number.isNaN(localMs)) return Number.NaN
      const count = instantsOf(localMs, instants)
      if (count === 0) {
        skipped++
        return Number.NaN
      }
      previousMs = count === 1 ? instants[0]! : choose()
      return previousMs
    },
    repeated: () => repeated,
    skipped: () => skipped,
  }
}
