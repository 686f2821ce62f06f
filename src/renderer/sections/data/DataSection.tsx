import { Badge, Button, Group, Stack, Tabs } from '@mantine/core'
import { IconDatabaseImport, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { SeriesView, WorkspaceDataView } from '../../../core/contract/workbench/views.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { isLive } from '../../data/jobsStore.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { DataJobs } from './DataJobs.tsx'
import { DownloadDialog } from './DownloadDialog.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { NoData } from './NoData.tsx'
import { SampleDialog } from './SampleDialog.tsx'
import { SeriesPanels } from './SeriesPanels.tsx'
import { TablesPanel } from './TablesPanel.tsx'

type DataSectionProps = { readonly workspace: string; readonly runId: string | null }
type Way = 'import' | 'download' | 'sample'

/** What data a workspace has, how good they are, and the ways to bring more in. */
export function DataSection({ workspace }: DataSectionProps) {
  const data = useCall('data.show', { workspace })
  const manifest = useCall('workspace.manifest', { workspace })
  const jobs = useJobsOf(workspace)
  const [way, setWay] = useState<Way | null>(null)
  const close = () => setWay(null)
  const trouble = data.trouble ?? manifest.trouble
  if (trouble !== null) return <TroubleNote trouble={trouble} />
  if (data.value === null || manifest.value === null) return <Loading label="Reading the passports" />
  const known = manifest.value.workspace
  const isBusy = jobs.some(isLive)
  return (
    <Stack gap="sm" style={{ minWidth: 0 }}>
      <DataJobs jobs={jobs} onDownload={() => setWay('download')} />
      {data.value.series.length + data.value.tables.length === 0 ? (
        <NoData workspace={known} isBusy={isBusy} onWay={setWay} />
      ) : (
        <SeriesOfWorkspace workspace={known} data={data.value} isBusy={isBusy} onWay={setWay} />
      )}
      <ImportDialog workspace={known} opened={way === 'import'} onClose={close} />
      <DownloadDialog workspace={known} opened={way === 'download'} onClose={close} />
      <SampleDialog workspace={known.name} interval={known.interval} opened={way === 'sample'} onClose={close} />
    </Stack>
  )
}

type SeriesProps = {
  readonly workspace: Workspace
  readonly data: WorkspaceDataView
  readonly isBusy: boolean
  onWay(way: Way): void
}

function SeriesOfWorkspace({ workspace, data, isBusy, onWay }: SeriesProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = data.series.find((one) => keyOf(one) === chosen) ?? data.series[0]
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Tabs value={shown === undefined ? null : keyOf(shown)} onChange={setChosen} style={{ minWidth: 0 }}>
          <Tabs.List aria-label="Series">
            {data.series.map((one) => (
              <Tabs.Tab key={keyOf(one)} value={keyOf(one)} rightSection={<SeriesMark series={one} />}>
                {keyOf(one)}
                <RoleText workspace={workspace} symbol={one.passport.symbol} />
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <Ways workspace={workspace} isBusy={isBusy} onWay={onWay} />
      </Group>
      {shown === undefined ? null : <SeriesPanels key={keyOf(shown)} workspace={workspace.name} series={shown} />}
      {data.tables.length === 0 ? null : <TablesPanel tables={data.tables} />}
    </>
  )
}

function RoleText({ workspace, symbol }: { readonly workspace: Workspace; readonly symbol: string }) {
  const { primary, secondary } = workspace.roles
  const role = symbol === primary ? 'primary' : symbol === secondary ? 'secondary' : null
  if (role === null) return null
  return <span style={{ color: 'var(--mantine-color-dimmed)', marginLeft: 6 }}>{role}</span>
}

function SeriesMark({ series }: { readonly series: SeriesView }) {
  if (!series.upToDate) return <Mark text="unfinished" color="orange" />
  if (series.passport.synthetic !== null) return <Mark text="synthetic" color="grape" />
  return null
}

function Mark({ text, color }: { readonly text: string; readonly color: string }) {
  return (
    <Badge color={color} variant="light" radius="sm" size="sm" tt="none">
      {text}
    </Badge>
  )
}

type WaysProps = { readonly workspace: Workspace; readonly isBusy: boolean; onWay(way: Way): void }

/** Synthetic bars are never mixed with others: the way that would be refused is not offered. */
function Ways({ workspace, isBusy, onWay }: WaysProps) {
  const isSynthetic = workspace.synthetic !== undefined
  const why = isBusy ? 'A job of this workspace is running; one at a time may write.' : undefined
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDatabaseImport size={15} />}
        disabled={isBusy || isSynthetic}
        title={isSynthetic ? SYNTHETIC : why}
        onClick={() => onWay('import')}
      >
        Import…
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={15} />}
        disabled={isBusy}
        title={why}
        onClick={() => onWay('download')}
      >
        Download…
      </Button>
    </Group>
  )
}

const SYNTHETIC =
  'This workspace holds synthetic bars, which are never mixed with others. Create another workspace to import a file.'

function keyOf({ passport }: SeriesView): string {
  return `${passport.symbol} ${passport.interval}`
}
