import type { EventPath } from '../../contract/workbench/exploreViews.ts'
import type { EventColumns } from '../../events/detector.ts'
import { logClose } from '../../events/legMeasures.ts'
import { mean } from '../../stats/mean.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import type { Workbench } from '../workbench.ts'

const FIRST_OFFSET = -24
const LAST_OFFSET = 48
const OFFSETS = Array.from({ length: LAST_OFFSET - FIRST_OFFSET + 1 }, (_, step) => FIRST_OFFSET + step)

/** Log prices whose differences are the log returns of a role; the pair's are half the difference of its legs'. */
function logPriceOf({ columns, memo }: Workbench, role: number): Float64Array {
  if (role < 2) return logClose(columns, memo, role === 0 ? 'primary' : 'secondary')
  return memo.column('explore.pairLogPrice', () => {
    const secondary = logClose(columns, memo, 'secondary')
    return logClose(columns, memo, 'primary').map((value, bar) => 0.5 * (value - secondary[bar]!))
  })
}

/** A move of nothing is 0 either way, never -0, which JSON would lose. */
function signedMove(from: number, to: number, direction: 1 | -1): number {
  return direction > 0 ? to - from : from - to
}

function pathOf(bench: Workbench, events: EventColumns, role: number, direction: 1 | -1): EventPath {
  const price = logPriceOf(bench, role)
  const bars = events.bar.filter(
    (bar, row) =>
      events.role[row] === role &&
      events.direction[row] === direction &&
      bar + FIRST_OFFSET >= 0 &&
      bar + LAST_OFFSET < price.length,
  )
  const columns = OFFSETS.map((offset) =>
    Float64Array.from(bars, (bar) => signedMove(price[bar]!, price[bar + offset]!, direction)).sort(),
  )
  const known = (measure: (sorted: Float64Array) => number) =>
    columns.map((sorted) => (sorted.length > 0 ? measure(sorted) : null))
  return {
    role,
    direction,
    events: bars.length,
    offsetBars: OFFSETS,
    mean: known(mean),
    lower: known((sorted) => quantileSorted(sorted, 0.25)),
    upper: known((sorted) => quantileSorted(sorted, 0.75)),
  }
}

/** For each role and both directions; quartiles by type 7. Events without the whole window on both sides have no part in it. */
export function pathsAround(bench: Workbench, events: EventColumns, roles: readonly number[]): readonly EventPath[] {
  return roles.flatMap((role) => [pathOf(bench, events, role, 1), pathOf(bench, events, role, -1)])
}
