import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { HoldOutView } from '../../../core/contract/workbench/holdOutCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { SealDialog } from './SealDialog.tsx'

type HoldOutPanelProps = {
  readonly workspace: Workspace
  readonly intervals: readonly string[]
  readonly isBusy: boolean
}

const ROW_PX = 30

/** What is sealed, how often it was looked at, and the way to seal more. */
export function HoldOutPanel({ workspace, intervals, isBusy }: HoldOutPanelProps) {
  const sealed = useCall('holdOut.list', { workspace: workspace.name })
  const { timeZone } = useSettings()
  const [opened, dialog] = useDisclosure(false)
  const columns = useMemo(() => holdOutColumns(timeZone), [timeZone])
  const rows = sealed.value ?? []
  const isPair = workspace.roles.primary !== undefined && workspace.roles.secondary !== undefined
  return (
    <Panel
      title="Hold-out"
      description="The newest bars, out of reach of everything that is tried: what is found is tested on them once."
      actions={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconLock size={14} />}
          disabled={isBusy}
          title={isBusy ? 'A job of this workspace is running; one at a time may write.' : undefined}
          onClick={dialog.open}
        >
          Seal…
        </Button>
      }
      flush
    >
      {sealed.trouble === null ? null : <TroubleNote trouble={sealed.trouble} />}
      {rows.length > 0 ? (
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={({ symbols, interval }) => `${symbols} ${interval}`}
          height={Math.min(220, (rows.length + 1) * ROW_PX + 12)}
          label="Sealed hold-outs"
        />
      ) : sealed.value === null ? null : (
        <p style={{ margin: 0, padding: '8px 12px' }}>
          Nothing is sealed yet, so all bars are looked at.{' '}
          {isPair
            ? 'The first run of the pipeline seals the last fifth of both instruments; seal before it to choose the boundary, or before any sweep, model or discovery.'
            : 'Seal the newest bars before the first sweep, model or discovery: what was seen once can never be unseen again.'}
        </p>
      )}
      {opened ? <SealDialog workspace={workspace} intervals={intervals} onClose={dialog.close} /> : null}
    </Panel>
  )
}

function holdOutColumns(timeZone: string): readonly DataColumn<HoldOutView>[] {
  return [
    {
      key: 'symbols',
      title: 'Instruments',
      width: 170,
      value: ({ symbols }) => symbols,
      text: ({ symbols }) => symbols.split('+').join(', '),
      explanation: 'As the ledger names them. Every interval of a sealed instrument is sealed from then on.',
    },
    { key: 'interval', title: 'Bars of', width: 70, value: ({ interval }) => interval },
    {
      key: 'from',
      title: `Sealed from (${timeZone})`,
      width: 150,
      value: ({ from }) => from,
      text: ({ from }) => timeText(from, timeZone),
      explanation: 'Bars that come later lengthen the hold-out and never move it.',
    },
    {
      key: 'bars',
      title: 'Sealed bars',
      width: 100,
      align: 'right',
      value: ({ sealedBars }) => sealedBars,
      text: ({ sealedBars }) => countText(sealedBars),
      explanation: 'That lie here, of all its instruments at once.',
      why: () => 'Its instruments have no bars of that interval here from then on.',
    },
    {
      key: 'openings',
      title: 'Openings',
      width: 90,
      align: 'right',
      value: ({ openings }) => openings,
      text: ({ openings }) => countText(openings),
      explanation:
        'Different looks at sealed bars of its instruments, in all workspaces of the home; the section Ledger tells each. After two or three a hold-out has told what it can.',
    },
  ]
}
