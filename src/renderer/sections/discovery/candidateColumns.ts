import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { CandidateView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { moneyText, ratioText } from '../../ui/numberText.ts'
import { definitionText, NET_MEAN } from './hypothesisColumns.ts'
import { bpsText, hypothesisShort, probabilityText, STANDING_WORDS } from './hypothesisWords.ts'

const right = { align: 'right' as const }

export const NO_CAPACITY = 'Volume or volatility is not known, or nothing is left after costs.'

/** Money in `currency`. */
export function candidateColumns(currency: string): readonly DataColumn<CandidateView>[] {
  return [
    {
      key: 'standing',
      title: 'Standing',
      width: 86,
      value: ({ standing }) => STANDING_WORDS[standing],
      explanation:
        'candidate: let through by the control and passing every rule; let through: some rule failed; came near: not let through, and no finding.',
    },
    { key: 'what', title: 'Hypothesis', width: 276, value: ({ result }) => hypothesisShort(result.hypothesis) },
    {
      key: 'failed',
      title: 'Rules failed',
      width: 116,
      value: ({ rules }) => rules.filter(({ passed }) => passed === false).length,
      text: (view) => rulesText(view),
      explanation: 'Rules of a candidate that it does not pass; the inspector says why.',
    },
    {
      key: 'uplift',
      title: 'Uplift, bps',
      width: 96,
      ...right,
      value: ({ result }) => result.uplift,
      text: ({ result }) => bpsText(result.uplift),
      explanation: definitionText(DEFINITIONS.uplift),
    },
    {
      key: 'interval',
      title: '95 % interval',
      width: 110,
      ...right,
      value: ({ result }) => result.upliftLow,
      text: ({ result }) => `${bpsText(result.upliftLow)} to ${bpsText(result.upliftHigh)}`,
      explanation: 'Of the uplift in basis points, block bootstrap-t.',
    },
    {
      key: 'q',
      title: 'q',
      width: 58,
      ...right,
      value: ({ result }) => result.qBy,
      text: ({ result }) => probabilityText(result.qBy),
      explanation: definitionText(DEFINITIONS.qBenjaminiYekutieli),
    },
    {
      key: 'net',
      title: 'Net, bps',
      width: 84,
      ...right,
      value: ({ result }) => result.netMeanReturn,
      text: ({ result }) => bpsText(result.netMeanReturn),
      explanation: definitionText(NET_MEAN),
    },
    {
      key: 'break-even',
      title: 'Break-even',
      width: 104,
      ...right,
      value: ({ result }) => result.breakEvenBps,
      text: ({ result }) => ratioText(result.breakEvenBps, { digits: 1 }),
      explanation: definitionText(DEFINITIONS.breakEvenRoundTrip),
    },
    {
      key: 'capacity',
      title: `Capacity, ${currency}`,
      width: 120,
      ...right,
      value: ({ capacityHalf }) => capacityHalf,
      text: ({ capacityHalf }) => moneyText(capacityHalf, { digits: 0 }),
      why: () => NO_CAPACITY,
      explanation: 'Size of one trade at which its own impact has eaten half of the net mean. An estimate.',
    },
  ]
}

export function rulesText({ rules }: Pick<CandidateView, 'rules'>): string {
  const failed = rules.filter(({ passed }) => passed === false).map(({ rule }) => rule)
  return failed.length === 0 ? 'none' : failed.join(', ')
}
