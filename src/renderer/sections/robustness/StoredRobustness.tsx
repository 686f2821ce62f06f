import { Button, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { RobustnessSource } from './RobustnessSource.tsx'
import { SuiteReport } from './SuiteReport.tsx'
import { SuiteStart } from './SuiteStart.tsx'
import { type SuiteAddress, suiteAddress } from './suiteAddress.ts'
import { SUITE_COLUMNS } from './suiteColumns.tsx'
import { chosenRow, suiteRows } from './suiteRows.ts'

type StoredRobustnessProps = { readonly workspace: string; readonly address: SuiteAddress }

/** Stored backtests and what each withstands. */
export function StoredRobustness({ workspace, address }: StoredRobustnessProps) {
  const { go } = usePlace()
  const backtests = useCall('backtests.list', { workspace })
  const suites = useCall('robustness.list', { workspace })
  const rows = useMemo(() => suiteRows(backtests.value ?? [], suites.value ?? []), [backtests.value, suites.value])
  const chosen = chosenRow(rows, address.backtestId)
  const isDone = chosen?.suite?.state === 'done'
  const shown = useCall(
    'robustness.show',
    { workspace, robustnessId: chosen?.suite?.robustnessId ?? '' },
    { enabled: isDone },
  )
  const trouble = backtests.trouble ?? suites.trouble
  if (trouble !== null) return <TroubleNote trouble={trouble} />
  if (backtests.value === null || suites.value === null) return <Loading label="Stored backtests" />
  if (chosen === null) return <NoBacktests />
  const { backtestId } = chosen.backtest
  const isShown = isDone && shown.value !== null && shown.value.manifest.backtestId === backtestId
  return (
    <Stack gap="sm">
      <RobustnessSource source="stored" />
      <Panel
        title="Stored backtests"
        description="What each withstands: costs, delays, pessimistic fills, the luck of its days, other parameters, regimes and placebos."
        flush
      >
        <DataTable
          columns={SUITE_COLUMNS}
          rows={rows}
          rowKey={({ backtest }) => backtest.backtestId}
          onRowClick={({ backtest }) => go({ at: suiteAddress({ backtestId: backtest.backtestId }) })}
          selectedKey={backtestId}
          height={180}
          label="Stored backtests; Enter shows what one withstands"
        />
      </Panel>
      <SuiteStart key={backtestId} workspace={workspace} row={chosen} />
      {shown.trouble === null || !isDone ? null : <TroubleNote trouble={shown.trouble} />}
      {isDone && shown.value === null && shown.trouble === null ? <Loading label="Reading the suite" /> : null}
      {isShown && shown.value !== null ? <SuiteReport key={backtestId} view={shown.value} /> : null}
    </Stack>
  )
}

function NoBacktests() {
  const { go } = usePlace()
  return (
    <Stack gap="sm">
      <RobustnessSource source="stored" />
      <EmptyState
        title="No stored backtests"
        text="Run a backtest first; whatever it trades, what it withstands is tested here."
        action={
          <Button size="xs" onClick={() => go({ section: 'backtest', at: 'stored' })}>
            Go to the backtests
          </Button>
        }
      />
    </Stack>
  )
}
