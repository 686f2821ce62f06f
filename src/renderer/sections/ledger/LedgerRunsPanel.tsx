import { useMemo } from 'react'
import type { LedgerRun, LedgerView } from '../../../core/contract/workbench/ledgerViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'

/** Each run, sweep, backtest, training and discovery with what it added. */
export function LedgerRunsPanel({ view, of }: { readonly view: LedgerView; readonly of: string }) {
  const { timeZone } = useSettings()
  const columns = useMemo(() => runColumns(timeZone), [timeZone])
  const { runs, runsLeftOut, notes } = view
  const left = runsLeftOut === 0 ? '' : ` The newest ${countText(runs.length)}; ${countText(runsLeftOut)} are older.`
  return (
    <Panel title="Runs" description={`What each run added to the trials of ${of}.${left}`} flush>
      {notes.map((note) => (
        <div key={note} className="panel-description" style={{ padding: '0 12px 8px' }}>
          {note}
        </div>
      ))}
      <DataTable
        columns={columns}
        rows={runs}
        rowKey={({ seq, symbols }) => `${seq} ${symbols}`}
        initialSort={{ key: 'seq', descending: true }}
        height={380}
        label="Runs in the ledger"
      />
    </Panel>
  )
}

const JOB_GONE = 'The job that made the entry is not known: its workspace is gone, or made it before jobs were kept.'

function runColumns(timeZone: string): readonly DataColumn<LedgerRun>[] {
  const right = { align: 'right' as const }
  return [
    { key: 'seq', title: 'Entry', width: 76, ...right, value: ({ seq }) => seq, text: ({ seq }) => countText(seq) },
    {
      key: 'when',
      title: 'When',
      width: 130,
      value: ({ job }) => job?.createdMs,
      text: ({ job }) => timeText(job?.createdMs ?? null, timeZone),
      why: () => JOB_GONE,
      explanation: 'When its first job began, in the time zone of display; not known where the job is gone.',
    },
    { key: 'workspace', title: 'Workspace', width: 110, value: ({ job }) => job?.workspace, why: () => JOB_GONE },
    {
      key: 'run',
      title: 'Run',
      width: 140,
      value: ({ runId }) => runId,
      text: ({ runId }) => (
        <span className="code" title={runId}>
          {runId}
        </span>
      ),
    },
    { key: 'stages', title: 'Stages', width: 170, value: ({ stages }) => stages.join(', ') },
    { key: 'symbols', title: 'On', width: 100, value: ({ symbols }) => symbols },
    {
      key: 'trials',
      title: 'Trials',
      width: 80,
      ...right,
      value: ({ trials }) => trials,
      text: ({ trials }) => countText(trials),
    },
    {
      key: 'after',
      title: 'Trials then',
      width: 94,
      ...right,
      value: ({ trialsAfter }) => trialsAfter,
      text: ({ trialsAfter }) => countText(trialsAfter),
      explanation:
        'Counted by then against the instruments chosen, or else its own: all trials on any of them, this run included.',
    },
    {
      key: 'luck',
      title: 'Luck line then',
      width: 112,
      ...right,
      value: ({ expectedBestAfter }) => expectedBestAfter,
      text: ({ expectedBestAfter }) => ratioText(expectedBestAfter),
      why: () => 'Fewer than two trials on these instruments told a ratio by then.',
      explanation: 'Best annual Sharpe ratio expected by luck of so many trials, by the spread of now.',
    },
  ]
}
