import { ActionIcon, Badge, Menu, UnstyledButton } from '@mantine/core'
import { IconDots, IconFolder, IconTrash } from '@tabler/icons-react'
import type { JobView, WorkspaceCard } from '../../../core/contract/workbench/views.ts'
import { isLive } from '../../data/jobsStore.ts'
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

export function WorkspaceTile({ card, onRemove }: { readonly card: WorkspaceCard; onRemove(): void }) {
  const { go } = usePlace()
  const live = useJobsOf(card.name).find(isLive)
  const { workspace } = card
  const open = () => go({ workspace: card.name, section: card.series.length === 0 ? 'data' : 'pipeline' })
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
      {card.trouble === null ? null : <TroubleNote trouble={card.trouble} />}
      {workspace === null ? null : (
        <>
          <div className="tile-legs">{legsText(workspace)}</div>
          <Equity card={card} />
          <Facts card={card} live={live} />
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

function Facts({ card, live }: { readonly card: WorkspaceCard; readonly live: JobView | undefined }) {
  const { timeZone } = useSettings()
  const span = spanOf(card.series)
  const share = live ? jobShare(live) : null
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
        {live ? (
          <Badge color="ocean" tt="none">
            {jobKindText(live.kind)}: {live.stage}
            {share === null ? '' : ` ${Math.floor(share * 100)} %`}
          </Badge>
        ) : (
          <span className="tile-muted">none running</span>
        )}
      </dd>
    </dl>
  )
}
