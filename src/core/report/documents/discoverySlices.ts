import type { StoredDiscoveryFindings } from '../../contract/discoveryFindings.ts'
import { DEFINITIONS } from '../../contract/workbench/definitions.ts'
import type { RobustnessSlice, SliceGroup } from '../../contract/workbench/discoveryViews.ts'
import { studySlices } from '../../discovery/report/studySlices.ts'
import { type DocumentColumn, type DocumentSection, table, texts } from '../document/reportDocument.ts'
import { figureText, fixedText, shareText } from '../numberText.ts'

const MOST_STUDIES = 10
const GROUP_TITLES: Readonly<Record<SliceGroup, string>> = {
  year: 'Year',
  regime: 'State',
  'left-out': 'Without one year',
  symbol: 'Other symbol',
  delay: 'Later entry',
  neighbour: 'Neighbour',
  'without-best': 'Without the best',
  costs: 'Costs',
}

/** Close looks in parts, each with its interval; no section where nothing was looked at closely. */
export function slicesSections({ candidates }: StoredDiscoveryFindings): readonly DocumentSection[] {
  const studied = candidates.flatMap(({ result, study }) => (study === null ? [] : [{ result, study }]))
  if (studied.length === 0) return []
  const shown = studied.slice(0, MOST_STUDIES)
  const rows = shown.flatMap(({ result, study }) =>
    studySlices(study).map((slice) => [result.hypothesis.id.replaceAll('|', ' · '), ...sliceCells(slice)]),
  )
  const columns: readonly DocumentColumn[] = [
    { name: 'Hypothesis', kind: 'text' },
    { name: 'What is varied', kind: 'fixed' },
    { name: 'Part', kind: 'fixed' },
    { name: 'Events', kind: 'number' },
    { name: 'Mean', kind: 'number', meaning: DEFINITIONS.conditionalMean },
    { name: 'Uplift', kind: 'number', meaning: DEFINITIONS.uplift },
    { name: '95 %', kind: 'number' },
    { name: 'p', kind: 'number' },
  ]
  return [
    {
      id: 'slices',
      title: 'Does it hold up?',
      blocks: [
        texts(
          `The first ${shown.length} of ${studied.length} that were looked at closely, in parts and with one thing changed. Intervals are of the uplift, by the block bootstrap as for all events, each part taken alone: with fewer than ten events whose windows do not overlap there is none. The whole lies in reports/expectancy.`,
        ),
        table(columns, rows, 'Nothing was looked at closely.'),
      ],
    },
  ]
}

function sliceCells(slice: RobustnessSlice): readonly string[] {
  const { group, name, events, value, uplift, upliftLow, upliftHigh, pValue } = slice
  const none = events === null || uplift === null ? '' : 'too few events'
  return [
    GROUP_TITLES[group],
    name,
    events === null ? '' : fixedText(events, 0),
    shareText(value, 3),
    uplift === null ? '' : shareText(uplift, 3),
    upliftLow === null || upliftHigh === null ? none : `${shareText(upliftLow, 3)} to ${shareText(upliftHigh, 3)}`,
    pValue === null ? '' : figureText(pValue),
  ]
}
