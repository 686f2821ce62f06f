import { ActionIcon, Badge, Button, Menu, UnstyledButton } from '@mantine/core'
import { IconDots, IconFolder, IconTrash } from '@tabler/icons-react'
import type { JobView, WorkspaceCard } from '../../../core/contract/workbench/views.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { jobKindText, jobShare } from '../../data/jobText.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { useSettings } from '../../data/useSettings.ts'
import { usePlace } from '../../state/place.ts'
import { countText, percentText } from '../../ui/numberText.ts'
import { SparkLine } from '../../ui/SparkLine.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { VerdictChip } from '../../ui/VerdictChip.tsx'
import { legsText, spanOf } from './cardTexts.ts'

type TileProps = { readonly card: WorkspaceCard; onRemove(): void; onRepair(): void }

export function WorkspaceTile({ card, onRemove, onRepair }: TileProps) {
  const { go } = usePlace()
  const jobs = useJobsOf(card.name)
  const shownJob = jobs.find(isAtWork) ?? jobs.find(isLive) ?? jobs.find(({ state }) => state === 'interrupted')
  const { workspace } = card
  const open = () => go({ workspace: card.name, section: card.series.length === 0 ? 'data' : 'pipeline' })
  const repair = (
    <Button size="compact-xs" onClick={onRepair}>
      Repair …
    </Button>
  )
  return (
    <article className="tile" aria-label={`Workspace ${card.name}`}>
      <header className="tile-head">
        <UnstyledButton className="tile-name" onClick={open}>
          {card.name}
        </UnstyledButton>
        {workspace?.synthetic ? (
          <Badge color="grape" tt="none">
            synthetic
          </Badge>
        ) : null}
        <TileMenu card={card} onRemove={onRemove} />
      </header>
      {card.trouble === null ? null : (
        <TroubleNote trouble={card.trouble} action={workspace === null ? repair : undefined} />
      )}
      {workspace === null ? null : (
        <>
          <div className="tile-legs">{legsText(workspace)}</div>
          <Equity card={card} />
          <Facts card={card} job={shownJob} />
        </>
      )}
    </article>
  )
}

function TileMenu({ card, onRemove }: { readonly card: WorkspaceCard; onRemove(): void }) {
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={`More about ${card.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFolder size={15} />}
          onClick={() => void navigator.clipboard.writeText(card.folder)}
        >
          Copy the path of its folder
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={onRemove}>
          Remove …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Equity({ card }: { readonly card: WorkspaceCard }) {
  const [first, last] = [card.equity[0], card.equity.at(-1)]
  if (first === undefined || last === undefined || card.equity.length < 2)
    return <div className="tile-blank">{card.lastRun === null ? 'No run yet' : 'No equity line: no complete run'}</div>
  const gain = first === 0 ? null : last / first - 1
  const text = percentText(gain, { digits: 1, signed: true })
  return (
    <div className="tile-equity">
      <SparkLine values={card.equity} label={`Equity over the tests of the last complete run: ${text}`} />
      <span className="tile-gain" data-tone={gain === null || gain === 0 ? 'muted' : gain > 0 ? 'gain' : 'loss'}>
        {text}
        <span className="tile-over">last complete run</span>
      </span>
    </div>
  )
}

function Facts({ card, job }: { readonly card: WorkspaceCard; readonly job: JobView | undefined }) {
  const { timeZone } = useSettings()
  const span = spanOf(card.series)
  return (
    <dl className="tile-facts">
      <dt>Last run</dt>
      <dd>
        {card.lastRun === null ? (
          <span className="tile-muted">none</span>
        ) : (
          <>
            {card.lastRun.verdict === null ? card.lastRun.state : <VerdictChip verdict={card.lastRun.verdict} />}
            <span className="tile-when">{timeText(card.lastRun.createdMs, timeZone)}</span>
          </>
        )}
      </dd>
      <dt>Data</dt>
      <dd>
        {span === null ? (
          <span className="tile-muted">none yet</span>
        ) : (
          <>
            <span className="tile-words">
              {timeText(span.first, timeZone, 'day')} to {timeText(span.last, timeZone, 'day')}
            </span>{' '}
            <span className="tile-words tile-muted">{countText(span.bars)} bars</span>
          </>
        )}
      </dd>
      <dt>Job</dt>
      <dd>
        <JobFact job={job} />
      </dd>
    </dl>
  )
}

function JobFact({ job }: { readonly job: JobView | undefined }) {
  if (job === undefined) return <span className="tile-muted">none running</span>
  if (!isLive(job))
    return (
      <Badge color="orange" tt="none">
        {jobKindText(job.kind)}: interrupted in {job.stage}
      </Badge>
    )
  const share = jobShare(job)
  return (
    <Badge color="ocean" tt="none">
      {jobKindText(job.kind)}: {job.stage}
      {share === null ? '' : ` ${Math.floor(share * 100)} %`}
    </Badge>
  )
}
