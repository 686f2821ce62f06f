import type { DiscoveryListItem } from '../../../core/contract/workbench/discoveryViews.ts'
import { KeptStateBadge } from '../../parts/KeptStateBadge.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'

const right = { align: 'right' as const }

export const DISCOVERY_COLUMNS: readonly DataColumn<DiscoveryListItem>[] = [
  {
    key: 'id',
    title: 'Discovery',
    width: 104,
    value: ({ runId }) => runId,
    text: ({ runId }) => (
      <span className="code" title={runId}>
        {/^[0-9a-f]{16}$/.test(runId) ? runId.slice(0, 8) : runId}
      </span>
    ),
    explanation: 'Its name, or the first letters of its id: a hash of specification, data, seed and engine.',
  },
  {
    key: 'state',
    title: 'State',
    width: 90,
    value: ({ state }) => state,
    text: ({ state }) => <KeptStateBadge state={state} />,
    explanation: 'Unfinished: start it again, what is kept of it is not done again.',
  },
  {
    key: 'on',
    title: 'On',
    width: 128,
    value: ({ manifest }) => (manifest === null ? null : `${manifest.symbols.join('+')} ${manifest.interval}`),
  },
  {
    key: 'range',
    title: 'Range',
    width: 176,
    value: ({ manifest }) => manifest?.firstTime,
    text: ({ manifest }) =>
      manifest === null ? '' : `${manifest.firstTime.slice(0, 10)} to ${manifest.lastTime.slice(0, 10)}`,
  },
  {
    key: 'declared',
    title: 'Declared',
    width: 86,
    ...right,
    value: ({ manifest }) => manifest?.hypotheses,
    text: ({ manifest }) => countText(manifest?.hypotheses),
    explanation: 'Hypotheses that its grammar makes. Each is a trial in the ledger.',
  },
  {
    key: 'tested',
    title: 'Tested',
    width: 76,
    ...right,
    value: ({ counts }) => counts?.tested,
    text: ({ counts }) => countText(counts?.tested),
  },
  {
    key: 'alone',
    title: 'Below 5 %',
    width: 90,
    ...right,
    value: ({ counts }) => counts?.alone,
    text: ({ counts }) => countText(counts?.alone),
    explanation: 'p-value of at most 5 % taken alone. One in twenty of those tested is expected to be there by luck.',
  },
  {
    key: 'left',
    title: 'Left',
    width: 66,
    ...right,
    value: ({ counts }) => counts?.discoveries,
    text: ({ counts }) => countText(counts?.discoveries),
    explanation: 'What the control of false discoveries over the whole family lets through.',
  },
  {
    key: 'candidates',
    title: 'Candidates',
    width: 94,
    ...right,
    value: ({ counts }) => counts?.candidates,
    text: ({ counts }) => countText(counts?.candidates),
    explanation: 'Let through by the control, and passing every rule of a candidate.',
  },
]
