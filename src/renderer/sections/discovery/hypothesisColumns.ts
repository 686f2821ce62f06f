import type { StoredHypothesisResult } from '../../../core/contract/discoveryRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { HypothesisColumn, HypothesisRow } from '../../../core/contract/workbench/discoveryViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { bpsText, probabilityText, refusalWords } from './hypothesisWords.ts'

export type Definition = { readonly name: string; readonly unit: string; readonly text: string }

/** A number of a hypothesis that was tested, as tables and the inspector show it. */
export type HypothesisFigure = {
  readonly key: HypothesisColumn
  readonly title: string
  readonly width: number
  readonly definition: Definition
  text(row: StoredHypothesisResult): string
}

export const DETECTED: Definition = {
  name: 'Events',
  unit: 'events',
  text: 'Events of the kind, in the condition, whose whole window lies within the bars.',
}
export const HIT_RATE: Definition = {
  name: 'Hit rate',
  unit: 'fraction of trades',
  text: 'Trades whose return before costs is above zero.',
}
export const NET_MEAN: Definition = {
  name: 'Net mean',
  unit: 'fraction of value a trade',
  text: 'Mean return less the costs of a round trip. Found on the bars that chose it: no forecast.',
}

/** In the order of the table. */
export const HYPOTHESIS_FIGURES: readonly HypothesisFigure[] = [
  { key: 'events', title: 'Events', width: 74, definition: DETECTED, text: ({ events }) => countText(events) },
  {
    key: 'uplift',
    title: 'Uplift, bps',
    width: 102,
    definition: DEFINITIONS.uplift,
    text: ({ uplift }) => bpsText(uplift),
  },
  {
    key: 'pValue',
    title: 'p alone',
    width: 96,
    definition: DEFINITIONS.expectancyP,
    text: ({ pValue }) => probabilityText(pValue),
  },
  {
    key: 'qBy',
    title: 'q',
    width: 70,
    definition: DEFINITIONS.qBenjaminiYekutieli,
    text: ({ qBy }) => probabilityText(qBy),
  },
  {
    key: 'effectSize',
    title: 'Effect',
    width: 68,
    definition: DEFINITIONS.effectSize,
    text: ({ effectSize }) => ratioText(effectSize),
  },
  {
    key: 'meanReturn',
    title: 'Mean, bps',
    width: 98,
    definition: DEFINITIONS.conditionalMean,
    text: ({ meanReturn }) => bpsText(meanReturn),
  },
  {
    key: 'hitRate',
    title: 'Hits',
    width: 72,
    definition: HIT_RATE,
    text: ({ hitRate }) => percentText(hitRate, { digits: 1 }),
  },
  {
    key: 'netMeanReturn',
    title: 'Net, bps',
    width: 90,
    definition: NET_MEAN,
    text: ({ netMeanReturn }) => bpsText(netMeanReturn),
  },
  {
    key: 'breakEvenBps',
    title: 'Break-even',
    width: 106,
    definition: DEFINITIONS.breakEvenRoundTrip,
    text: ({ breakEvenBps }) => ratioText(breakEvenBps, { digits: 1 }),
  },
  {
    key: 'pFamilyWise',
    title: 'Family p',
    width: 92,
    definition: DEFINITIONS.familyWiseP,
    text: ({ pFamilyWise }) => probabilityText(pFamilyWise),
  },
  {
    key: 'qBh',
    title: 'q (BH)',
    width: 74,
    definition: DEFINITIONS.qBenjaminiHochberg,
    text: ({ qBh }) => probabilityText(qBh),
  },
  {
    key: 'effectiveEvents',
    title: 'Effective',
    width: 98,
    definition: DEFINITIONS.effectiveEvents,
    text: ({ effectiveEvents }) => countText(effectiveEvents),
  },
]

const NARROW: readonly HypothesisColumn[] = ['qBy']

export function definitionText({ text, unit }: Definition): string {
  return `${text} Unit: ${unit}.`
}

/** `isNarrow`: a hypothesis is open beside. */
export function hypothesisColumns(isNarrow: boolean): readonly DataColumn<HypothesisRow>[] {
  const names: readonly DataColumn<HypothesisRow>[] = [
    { key: 'symbol', title: 'On', width: isNarrow ? 50 : 62, value: ({ hypothesis }) => hypothesis.symbol },
    {
      key: 'family',
      title: 'Event',
      width: isNarrow ? 160 : 188,
      value: ({ hypothesis }) => hypothesis.family,
      text: (row) => `${standingMark(row)}${row.hypothesis.family}`,
      explanation: 'Kind of event. ◆ marks a candidate, ▲ what the control lets through.',
    },
    {
      key: 'condition',
      title: 'Condition',
      width: isNarrow ? 86 : 112,
      value: ({ hypothesis }) => hypothesis.condition,
    },
    { key: 'direction', title: 'Side', width: 66, value: ({ hypothesis }) => hypothesis.direction },
    {
      key: 'horizonBars',
      title: 'Held',
      width: 64,
      align: 'right',
      value: ({ hypothesis }) => hypothesis.horizonBars,
      text: ({ hypothesis }) => countText(hypothesis.horizonBars),
      explanation: 'Bars from the entry at the open after the event to the exit at a close.',
    },
  ]
  const figures = HYPOTHESIS_FIGURES.filter(({ key }) => !isNarrow || NARROW.includes(key)).map(
    ({ key, title, width, definition, text }): DataColumn<HypothesisRow> => ({
      key,
      title,
      width,
      align: 'right',
      value: () => null,
      text: (row) => (row.refusal !== null && key === 'pValue' ? refusalWords(row.refusal) : text(row)),
      why: ({ refusal }) => (refusal === null ? null : `Not tested: ${refusalWords(refusal)}.`),
      explanation: definitionText(definition),
    }),
  )
  return [...names, ...figures]
}

function standingMark({ isCandidate, isDiscovery }: Pick<HypothesisRow, 'isCandidate' | 'isDiscovery'>): string {
  if (isCandidate) return '◆ '
  return isDiscovery ? '▲ ' : ''
}
