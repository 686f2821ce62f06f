import { Button, SimpleGrid } from '@mantine/core'
import { IconDatabaseImport, IconDice, IconDownload, IconWorldDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'

export type Way = 'import' | 'download' | 'fetch' | 'sample'
type NoDataProps = { readonly workspace: Workspace; readonly isBusy: boolean; onWay(way: Way): void }

/** The ways to get data. */
export function NoData({ workspace, isBusy, onWay }: NoDataProps) {
  const symbols = workspace.instruments.map(({ symbol }) => symbol).join(', ')
  const isPair = workspace.roles.primary !== undefined && workspace.roles.secondary !== undefined
  const isAroundTheClock = workspace.instruments.every(({ calendar }) => calendar === '24x7')
  if (isBusy)
    return (
      <EmptyState
        title="No data yet"
        text="A job of this workspace is running; its bars appear here as soon as they are there."
      />
    )
  return (
    <div style={{ maxWidth: 1120, width: '100%', margin: '32px auto 0' }}>
      <h3 className="empty-title" style={{ textAlign: 'center' }}>
        No data yet
      </h3>
      <p className="empty-text" style={{ textAlign: 'center', maxWidth: 'none', margin: '6px 0 18px' }}>
        This workspace waits for bars of {workspace.interval} of {symbols}. There are four ways to bring them in.
      </p>
      <SimpleGrid cols={4} spacing="md">
        <WayCard
          icon={<IconDownload size={22} />}
          title="Interactive Brokers"
          text="Download through TWS or IB Gateway: paced, resumable, and with a proof of what is complete."
          button="Download…"
          disabled={false}
          onClick={() => onWay('download')}
        />
        <WayCard
          icon={<IconDatabaseImport size={22} />}
          title="A file"
          text="Import CSV or Parquet from this machine. What it is read as is shown before anything is written."
          button="Import…"
          disabled={false}
          onClick={() => onWay('import')}
        />
        <WayCard
          icon={<IconWorldDownload size={22} />}
          title="Public archives"
          text="Bars of perpetual futures, funding, open interest, order flow and liquidations, as Binance publishes them. Who is asked is said before."
          button="Fetch…"
          disabled={workspace.synthetic !== undefined}
          onClick={() => onWay('fetch')}
        />
        <WayCard
          icon={<IconDice size={22} />}
          title="Sample data"
          text={
            isPair && isAroundTheClock
              ? 'Synthetic bars with a planted edge, or with none: see what the pipeline says when the answer is known.'
              : 'Synthetic bars need a pair that trades around the clock; this workspace is none.'
          }
          button="Fill…"
          disabled={!isPair || !isAroundTheClock}
          onClick={() => onWay('sample')}
        />
      </SimpleGrid>
    </div>
  )
}

type WayCardProps = {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly button: string
  readonly disabled: boolean
  onClick(): void
}

function WayCard({ icon, title, text, button, disabled, onClick }: WayCardProps) {
  return (
    <section className="panel" style={{ padding: 16, gap: 8, textAlign: 'left' }} aria-label={title}>
      {icon}
      <h4 style={{ margin: 0 }}>{title}</h4>
      <p style={{ margin: 0, flex: 1 }}>{text}</p>
      <Button size="xs" disabled={disabled} onClick={onClick} style={{ alignSelf: 'flex-start' }}>
        {button}
      </Button>
    </section>
  )
}
