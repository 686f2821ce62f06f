/** A run of expected bars that are not there: starts of the first and of the last missing bar (both included), and how many. */
export type Gap = { readonly fromMs: number; readonly toMs: number; readonly bars: number }

/** Follows expected bars in order, so that a long history can be walked in parts. */
export type GapWalker = {
  /** `expected` and `have` strictly ascending; times of `have` that are not expected are passed over. */
  walk(expected: Float64Array, have: Float64Array): void
  /** Ends a gap that is still open. */
  close(): void
}

export function createGapWalker(onGap: (gap: Gap) => void): GapWalker {
  let fromMs = 0
  let toMs = 0
  let bars = 0
  const close = (): void => {
    if (bars > 0) onGap({ fromMs, toMs, bars })
    bars = 0
  }
  return {
    close,
    walk(expected, have) {
      let j = 0
      for (let i = 0; i < expected.length; i++) {
        const timeMs = expected[i]!
        while (j < have.length && have[j]! < timeMs) j++
        if (j < have.length && have[j] === timeMs) {
          close()
        } else {
          if (bars === 0) fromMs = timeMs
          toMs = timeMs
          bars++
        }
      }
    },
  }
}

/** Runs of expected bar starts that `have` lacks. Both strictly ascending, UTC milliseconds. */
export function findGaps(expected: Float64Array, have: Float64Array): readonly Gap[] {
  const gaps: Gap[] = []
  const walker = createGapWalker((gap) => gaps.push(gap))
  walker.walk(expected, have)
  walker.close()
  return gaps
}
