import { IconCircleX } from '@tabler/icons-react'
import type { BoardListView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { windowWords } from '../../data/windowWords.ts'
import { Panel } from '../../ui/Panel.tsx'
import { KIND_WORDS } from './boardWords.ts'

type Refused = BoardListView['refused'][number]

const MOST_SHOWN = 20

const REASONS: Readonly<Record<Refused['code'], string>> = {
  'leak-scan-failed': 'leaks',
  'leak-scan-missing': 'never scanned',
}

/** Finished results that may not stand on the board, and what to do about each. */
export function RefusedPanel({ refused }: { readonly refused: readonly Refused[] }) {
  const more = refused.length - MOST_SHOWN
  return (
    <Panel
      title={`Refused: ${refused.length}`}
      description="No result stands on the board without a leak scan that found nothing."
      flush
    >
      <ul className="board-gates" aria-label="Results that may not stand on the board">
        {refused.slice(0, MOST_SHOWN).map(({ workspace, id, kind, subject, code, why, advice }) => (
          <li key={`${workspace}/${id}`} className="board-gate" data-pass={false}>
            <IconCircleX size={16} aria-label="refused" />
            <div>
              <div>
                <b>{subject}</b>{' '}
                <span className="panel-description">
                  {KIND_WORDS[kind]} {id} in {workspace}, {REASONS[code]}
                </span>
              </div>
              <div>{why}</div>
              <div className="panel-description">{windowWords(advice)}</div>
            </div>
          </li>
        ))}
        {more > 0 ? (
          <li className="board-gate">
            <span />
            <div className="panel-description">{more} more.</div>
          </li>
        ) : null}
      </ul>
    </Panel>
  )
}
