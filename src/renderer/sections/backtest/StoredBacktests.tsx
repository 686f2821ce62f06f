import { useRef } from 'react'
import type { BacktestListItem } from '../../../core/contract/workbench/backtestViews.ts'
import { useCall } from '../../data/useCall.ts'
import { NewSpec } from '../../parts/NewSpec.tsx'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { SourceSwitch } from './SourceSwitch.tsx'
import { StoredReport } from './StoredReport.tsx'
import { StoredTradeInspector } from './StoredTradeInspector.tsx'
import { type StoredAddress, storedAddress } from './storedAddress.ts'
import { STORED_COLUMNS } from './storedColumns.tsx'

type StoredBacktestsProps = { readonly workspace: string; readonly address: StoredAddress }

/** Backtests that were run by themselves: the list, one of them whole, and its trades. */
export function StoredBacktests({ workspace, address }: StoredBacktestsProps) {
  const { go } = usePlace()
  const steps = useRef<RowSteps>(null)
  const list = useCall('backtests.list', { workspace })
  const chosen = chosenBacktest(list.value ?? [], address.backtestId)
  const input = { workspace, backtestId: chosen?.backtestId ?? '' }
  const shown = useCall('backtests.show', input, { enabled: chosen !== null && chosen.state !== 'unfinished' })
  const open = (next: StoredAddress, replace: boolean) => go({ at: storedAddress(next) }, { replace })
  const { row } = address
  if (list.trouble !== null) return <TroubleNote trouble={list.trouble} />
  if (list.value === null) return <Loading label="Backtests" />
  if (chosen === null) return <NoBacktests workspace={workspace} />
  const { backtestId } = chosen
  const aside =
    row === null || shown.value === null ? null : (
      <StoredTradeInspector
        workspace={workspace}
        view={shown.value}
        row={row}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ backtestId, row: null }, true)}
      />
    )
  return (
    <Beside id="assay-stored-trade" aside={aside} asideLabel="the trade">
      <div className={aside === null ? 'backtest-section' : 'backtest-section filling'}>
        <SourceSwitch source="stored" />
        <div hidden={aside !== null}>
          <Panel
            title="Stored backtests"
            description="Each is named by its specification, data, seed and engine: the same one is the same bytes."
            actions={<NewSpec workspace={workspace} kind="backtest" />}
            flush
          >
            <DataTable
              columns={STORED_COLUMNS}
              rows={list.value}
              rowKey={(item) => item.backtestId}
              onRowClick={(item) => open({ backtestId: item.backtestId, row: null }, false)}
              selectedKey={backtestId}
              height={220}
              label="Stored backtests; Enter shows one"
            />
          </Panel>
        </div>
        {chosen.state === 'unfinished' ? (
          <EmptyState
            title="Not finished"
            text="It was begun and not finished. Run the same backtest again: it makes it anew."
          />
        ) : null}
        {shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
        {shown.value === null && shown.trouble === null && chosen.state === 'done' ? <Loading label="Reading" /> : null}
        {shown.value === null ? null : (
          <StoredReport
            key={backtestId}
            view={shown.value}
            selected={aside === null ? null : row}
            steps={steps}
            onTrade={(next) => open({ backtestId, row: next }, row !== null)}
          />
        )}
      </div>
    </Beside>
  )
}

function chosenBacktest(items: readonly BacktestListItem[], idStart: string | null): BacktestListItem | null {
  const named = idStart === null ? undefined : items.find(({ backtestId }) => backtestId.startsWith(idStart))
  return named ?? items.find(({ state }) => state === 'done') ?? items[0] ?? null
}

function NoBacktests({ workspace }: { readonly workspace: string }) {
  return (
    <div className="backtest-section">
      <SourceSwitch source="stored" />
      <EmptyState
        title="No stored backtests"
        action={<NewSpec workspace={workspace} kind="backtest" />}
        text="Start one here: its form holds every term of the test. Or open a trial of a sweep and run it as a backtest."
      />
    </div>
  )
}
