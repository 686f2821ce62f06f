import type { LeaderboardEntry, RefusedEntry } from '../../../../core/contract/leaderboard.ts'
import type { GateResult } from '../../../../core/contract/summary.ts'
import { measureNamed } from '../../../../core/leaderboard/boardMeasures.ts'
import type { RankedRow } from '../../../../core/leaderboard/rankBoard.ts'
import { figureText, instantText, shareText } from '../../../../core/report/numberText.ts'
import type { Reviewed } from '../../../engine/leaderboard/reviewEntry.ts'
import type { EntryView } from '../../../engine/leaderboard/showEntry.ts'
import type { BoardView } from '../../../engine/leaderboard/showLeaderboard.ts'
import type { BoardUpdates } from '../../../engine/leaderboard/updateAll.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { resultMarks } from './resultMarks.ts'
import { tableText } from './tableText.ts'

export function updatesText({ updates, notes }: BoardUpdates): string {
  if (updates.length + notes.length === 0) return 'There is no workspace yet.'
  const lines = updates.flatMap((update) => {
    const counts = [
      `${update.workspace}: ${update.entries} entries`,
      `${update.added.length} new`,
      `${update.changed.length} changed`,
      `${update.gone.length} gone`,
    ]
    return [
      counts.join(', '),
      ...(update.rebuilt ? ['  The board before could not be read; this one was made from the results anew.'] : []),
      ...update.gone.map(({ id, kind, why }) => `  gone: ${kind} ${id}. ${onOneLine(why)}`),
      ...update.refused.map(refusedText),
      ...update.unreadable.map(({ artefact, why }) => `  left out: ${artefact}. ${onOneLine(why)}`),
    ]
  })
  return [...lines, ...notes.map(onOneLine)].join('\n')
}

const HEADER = ['', 'entry', 'kind', 'what', 'on', 'sharpe', 'return', 'drawdown', 'trades', 'DSR now', 'then', 'gates']

export function boardText(view: BoardView): string {
  const lines: string[] = []
  if (view.rows.length > 0) {
    const extra = measureNamed(view.by)
    const isShown = extra === null || SHOWN.includes(extra.key)
    const header = [...HEADER, 'review', ...(isShown ? [] : [extra.name])]
    const rows = view.rows.map((row) => [
      ...cellsOf(row),
      ...(isShown ? [] : [figureText(row.entry.run.values[extra.key] ?? null)]),
    ])
    lines.push(tableText(header, rows), '')
  }
  lines.push(`${view.rows.length} of ${view.matched} that match, of ${view.total} on the board; by ${view.by}.`)
  if (view.rows.length > 0)
    lines.push(
      'DSR: probability that the true Sharpe ratio exceeds the best one of luck alone, by the ledger of now and of then.',
      'Why gates fail and what to try: assay leaderboard entry <id>',
    )
  if (view.withoutValue > 0)
    lines.push(`${view.withoutValue} more were left out: a figure that the filter asks for has no value there.`)
  if (view.gone.length > 0) lines.push(`${view.gone.length} earlier results are gone (${goneText(view)}).`)
  if (view.refused.length > 0)
    lines.push(`${view.refused.length} finished results may not stand on the board:`, ...view.refused.map(refusedText))
  return [...lines, ...view.notes.map((note) => `note: ${onOneLine(note)}`)].join('\n')
}

function refusedText({ id, kind, code, why, advice }: RefusedEntry): string {
  return `  refused (${code}): ${kind} ${id}. ${onOneLine(why)} ${onOneLine(advice)}`
}

const SHOWN = ['sharpeRatio', 'totalReturn', 'maxDrawdown', 'tradeCount', 'deflatedSharpe']

function goneText({ gone }: BoardView): string {
  const names = gone.slice(0, 5).map(({ id, workspace }) => `${id} of ${workspace}`)
  return `${names.join(', ')}${gone.length > names.length ? ', ...' : ''}`
}

function cellsOf({ rank, entry, profile, judgement, review, workspace }: RankedRow): readonly string[] {
  const { values } = entry.run
  const then = entry.deflation
  return [
    `${rank}`,
    entry.id,
    entry.kind,
    `${onOneLine(entry.subject)}${marksText(entry)}`,
    `${workspace}: ${entry.instruments.join('+')} ${entry.interval}`,
    figureText(values.sharpeRatio ?? null),
    shareText(values.totalReturn ?? null),
    shareText(values.maxDrawdown ?? null),
    figureText(values.tradeCount ?? null),
    `${probabilityText(judgement.deflation.probability)} (N ${judgement.deflation.trials})`,
    `${probabilityText(then.probability)} (N ${then.trials})`,
    `${profile} ${judgement.state}${failedText(judgement.gates)}`,
    review,
  ]
}

/** A probability is never 1, however a computer rounds it. */
function probabilityText(value: number | null): string {
  return value !== null && value >= 0.99995 ? '>0.9999' : figureText(value)
}

function failedText(gates: readonly GateResult[]): string {
  const failed = gates.filter(({ pass }) => !pass)
  return failed.length === 0 ? '' : `: ${failed.map(({ id }) => id).join(' ')}`
}

function marksText(entry: LeaderboardEntry): string {
  const marks = resultMarks({ ...entry, isSynthetic: entry.synthetic })
  return marks.length === 0 ? '' : ` [${marks.join(', ')}]`
}

export function entryText({ workspace, entry, profile, judgement, review, journal }: EntryView): string {
  const { deflation } = judgement
  const lines = [
    `${entry.kind} ${entry.id} of ${workspace}: ${onOneLine(entry.subject)}${marksText(entry)}`,
    `${entry.instruments.join(', ')} ${entry.interval}, ${instantText(entry.fromMs)} to ${instantText(entry.toMs)}`,
    ...(Object.keys(entry.parameters).length === 0 ? [] : [onOneLine(JSON.stringify(entry.parameters))]),
    `Gates of ${profile}: ${judgement.state}`,
    '',
    tableText(
      ['gate', 'value', 'needs', ''],
      judgement.gates.map(({ id, value, threshold, pass }) => [
        id,
        figureText(value),
        threshold,
        pass ? 'pass' : 'FAIL',
      ]),
    ),
  ]
  for (const { id, pass, reason, advice } of judgement.gates)
    if (!pass) lines.push('', `${id}: ${reason}`, `  Try: ${advice}`)
  lines.push(
    '',
    `Deflated Sharpe probability: ${probabilityText(deflation.probability)} with the ${deflation.trials} trials of now, ${probabilityText(entry.deflation.probability)} with the ${entry.deflation.trials} of then.`,
    `Review: ${review}`,
    ...journal.map(
      (line) =>
        `  ${instantText(line.atMs)}  ${actText(line)}${line.artefactHash === entry.artefactHash ? '' : ' (of other bytes)'}`,
    ),
  )
  return lines.join('\n')
}

function actText(line: EntryView['journal'][number]): string {
  switch (line.kind) {
    case 'review':
      return `${line.decision ?? 'note'}: ${onOneLine(line.note)}`
    case 'cart':
      return `cart: ${line.change} (${line.profile})`
    case 'deployment':
      return `locked: ${line.file}`
  }
}

export function reviewedText({ id, workspace, review }: Reviewed): string {
  return `Noted on ${id} of ${workspace}. Its review is now: ${review}.`
}
