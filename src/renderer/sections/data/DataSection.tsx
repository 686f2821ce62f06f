import { Badge, Button, Group, Tabs } from '@mantine/core'
import { IconDatabaseImport, IconDownload, IconWorldDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { SeriesView, WorkspaceDataView } from '../../../core/contract/workbench/views.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { isAtWork } from '../../data/jobsStore.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { type BarAddress, readBarAddress } from '../../state/barAddress.ts'
import { usePlace } from '../../state/place.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { DataJobs } from './DataJobs.tsx'
import { DownloadDialog } from './DownloadDialog.tsx'
import { FetchDialog } from './FetchDialog.tsx'
import { FetchedPanel } from './FetchedPanel.tsx'
import { FileDrop } from './FileDrop.tsx'
import { HoldOutPanel } from './HoldOutPanel.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { fetchRefusal, importRefusal } from './importRefusal.ts'
import { NoData, type Way } from './NoData.tsx'
import { PredictionsPanel } from './PredictionsPanel.tsx'
import { SampleDialog } from './SampleDialog.tsx'
import { SeriesPanels } from './SeriesPanels.tsx'
import { TablesPanel } from './TablesPanel.tsx'
import { WatchSwitch } from './WatchSwitch.tsx'
import './data.css'

type DataSectionProps = { readonly workspace: string; readonly runId: string | null }

/** What data a workspace has, how good they are, and the ways to bring more in. */
export function DataSection({ workspace }: DataSectionProps) {
  const data = useCall('data.show', { workspace })
  const manifest = useCall('workspace.manifest', { workspace })
  const jobs = useJobsOf(workspace)
  const [way, setWay] = useState<Way | null>(null)
  const [dropped, setDropped] = useState<File | null>(null)
  const close = () => {
    setWay(null)
    setDropped(null)
  }
  const trouble = data.trouble ?? manifest.trouble
  if (trouble !== null) return <TroubleNote trouble={trouble} />
  if (data.value === null || manifest.value === null) return <Loading label="Reading the passports" />
  const known = manifest.value.workspace
  const isBusy = jobs.some(isAtWork)
  const refusal = importRefusal(isBusy)
  const drop = (file: File) => {
    setDropped(file)
    setWay('import')
  }
  return (
    <FileDrop refusal={refusal} onFile={drop}>
      <DataJobs jobs={jobs} onAgain={setWay} />
      {data.value.series.length + data.value.tables.length === 0 ? (
        <NoData workspace={known} isBusy={isBusy} onWay={setWay} />
      ) : (
        <SeriesOfWorkspace workspace={known} data={data.value} isBusy={isBusy} onWay={setWay} />
      )}
      <ImportDialog workspace={known} opened={way === 'import'} dropped={dropped} onClose={close} />
      <FetchDialog workspace={known} firstDay={firstDay(data.value)} opened={way === 'fetch'} onClose={close} />
      <DownloadDialog workspace={known} opened={way === 'download'} onClose={close} />
      <SampleDialog workspace={known.name} interval={known.interval} opened={way === 'sample'} onClose={close} />
    </FileDrop>
  )
}

type SeriesProps = {
  readonly workspace: Workspace
  readonly data: WorkspaceDataView
  readonly isBusy: boolean
  onWay(way: Way): void
}

function SeriesOfWorkspace({ workspace, data, isBusy, onWay }: SeriesProps) {
  const { at, go } = usePlace()
  const bar = readBarAddress(at)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown =
    seriesOf(bar, data, workspace.interval) ?? data.series.find((one) => keyOf(one) === chosen) ?? data.series[0]
  const choose = (key: string | null) => {
    setChosen(key)
    if (at !== null) go({ at: null }, { replace: true })
  }
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Tabs value={shown === undefined ? null : keyOf(shown)} onChange={choose} style={{ minWidth: 0 }}>
          <Tabs.List aria-label="Series">
            {data.series.map((one) => (
              <Tabs.Tab key={keyOf(one)} value={keyOf(one)} rightSection={<SeriesMark series={one} />}>
                {keyOf(one)}
                <RoleText workspace={workspace} symbol={one.passport.symbol} />
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <Group gap="md" wrap="nowrap">
          <WatchSwitch workspace={workspace.name} interval={workspace.interval} shown={shown} all={data.series} />
          <Ways workspace={workspace} isBusy={isBusy} onWay={onWay} />
        </Group>
      </Group>
      {shown === undefined ? null : (
        <SeriesPanels
          key={`${keyOf(shown)} ${at}`}
          workspace={workspace.name}
          series={shown}
          barMs={bar?.timeMs ?? null}
        />
      )}
      {data.tables.length === 0 ? null : <TablesPanel tables={data.tables} />}
      <FetchedPanel workspace={workspace.name} />
      <PredictionsPanel workspace={workspace.name} />
      {data.series.length === 0 ? null : (
        <HoldOutPanel
          workspace={workspace}
          intervals={data.series.map(({ passport }) => passport.interval)}
          isBusy={isBusy}
        />
      )}
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
  const refusal = importRefusal(isBusy)
  const fetching = fetchRefusal(workspace, isBusy)
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDatabaseImport size={15} />}
        disabled={refusal !== null}
        title={refusal?.message ?? 'Bars, a dated table, or predictions of a model'}
        onClick={() => onWay('import')}
      >
        Import…
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconWorldDownload size={15} />}
        disabled={fetching !== null}
        title={
          fetching === null
            ? 'Funding, open interest, order flow, liquidations or bars'
            : `${fetching.message} ${fetching.hint}`
        }
        onClick={() => onWay('fetch')}
      >
        Fetch…
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={15} />}
        disabled={isBusy}
        title={refusal?.message}
        onClick={() => onWay('download')}
      >
        Download…
      </Button>
    </Group>
  )
}

/** The series whose bar the address names, in the interval that runs read where there are several. */
function seriesOf(bar: BarAddress | null, { series }: WorkspaceDataView, interval: string): SeriesView | undefined {
  const own = series.filter((one) => one.passport.symbol === bar?.symbol)
  return own.find((one) => one.passport.interval === interval) ?? own[0]
}

/** The day of the first bar of all; empty where there are no bars. */
function firstDay({ series }: WorkspaceDataView): string {
  const first = series.flatMap(({ passport }) => (passport.firstTime === null ? [] : [passport.firstTime])).sort()[0]
  return first?.slice(0, 10) ?? ''
}

function keyOf({ passport }: SeriesView): string {
  return `${passport.symbol} ${passport.interval}`
}
