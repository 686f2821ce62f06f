import type { StoredEdgeCandidate } from '../../contract/discoveryFindings.ts'
import type { RobustnessSlice, SliceGroup } from '../../contract/workbench/discoveryViews.ts'

type Study = NonNullable<StoredEdgeCandidate['study']>
type Segment = Study['years'][number] & { readonly pValue?: number | null }

/** A close look as one list of parts and of changes, in the order of the groups. */
export function studySlices(study: Study): readonly RobustnessSlice[] {
  return [
    ...slicesOf('year', study.years),
    ...slicesOf('regime', study.regimes),
    ...slicesOf('left-out', study.leaveOneOut),
    ...slicesOf('symbol', study.symbols),
    ...slicesOf('delay', study.delays),
    ...slicesOf('neighbour', study.neighbours),
    ...study.withoutBest.map(({ without, mean, uplift }) =>
      bare('without-best', `without the best ${without}`, mean, uplift),
    ),
    bare('without-best', 'median', study.median),
    bare('without-best', 'trimmed mean', study.trimmedMean),
    ...slicesOf('without-best', [{ ...study.apart, name: 'windows apart' }]),
    ...study.costs.map(({ times, netMean }) => bare('costs', `costs x${times}`, netMean)),
  ]
}

function slicesOf(group: SliceGroup, segments: readonly Segment[]): readonly RobustnessSlice[] {
  return segments.map(({ name, events, mean, uplift, upliftLow, upliftHigh, pValue = null }) => ({
    group,
    name,
    events,
    value: mean,
    uplift,
    upliftLow,
    upliftHigh,
    pValue,
  }))
}

/** Chosen by what came of the events, or a figure of another kind: there is no interval of it. */
function bare(group: SliceGroup, name: string, value: number | null, uplift: number | null = null): RobustnessSlice {
  return { group, name, events: null, value, uplift, upliftLow: null, upliftHigh: null, pValue: null }
}
