import type { LedgerLine, LedgerStep } from '../../../core/charts/workbench/ledgerLinesOption.ts'
import type { LedgerBook, LedgerRun, LedgerView } from '../../../core/contract/workbench/ledgerViews.ts'
import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'
import { annualLuck } from '../../../core/leaderboard/ledgerStory.ts'

export type GrowthMeasure = 'trials' | 'luck'
export type GrowthAcross = 'order' | 'time'

const WHOLE_HOME = 'whole home'
/** As many as colours tell apart; the sum is one of them, and the books that have none are in it. */
const MOST_LINES = 5

type Told = Pick<LedgerView, 'books' | 'runs'>

/** How the count of trials, or the luck line, grew: the whole home and the books with the most trials. Runs without a known time are in no line across time. */
export function ledgerGrowth(
  { books, runs }: Told,
  measure: GrowthMeasure,
  across: GrowthAcross,
): readonly LedgerLine[] {
  const isSummed = measure === 'trials' && books.length > 1
  const most = isSummed ? MOST_LINES - 1 : MOST_LINES
  const largest = [...books].sort((left, right) => right.counted - left.counted).slice(0, most)
  const ofBooks = largest.map((book) => ({ name: book.symbols, steps: bookSteps(book, runs, measure, across) }))
  const sum = { name: WHOLE_HOME, steps: sumSteps({ books, runs }, across) }
  const lines = [...(isSummed ? [sum] : []), ...ofBooks].filter(({ steps }) => steps.length > 0)
  const newest = Math.max(...lines.flatMap(({ steps }) => steps.map(({ x }) => x)))
  return lines.map((line) => untilNow(line, newest))
}

/** Runs of which nobody knows when they were. */
export function timelessRuns(runs: readonly LedgerRun[]): number {
  return runs.filter(({ job }) => job === null).length
}

/** A step for every run that counts for the book. */
function bookSteps(
  { symbols, counted, varianceAcrossTrials }: LedgerBook,
  runs: readonly LedgerRun[],
  measure: GrowthMeasure,
  across: GrowthAcross,
): readonly LedgerStep[] {
  const counts = runs.map((run) => sharesInstrument(run.symbols, symbols))
  let soFar = counted - runs.reduce((sum, { trials }, at) => (counts[at] ? sum + trials : sum), 0)
  const steps = runs.flatMap((run, at): LedgerStep[] => {
    if (!counts[at]) return []
    soFar += run.trials
    const x = placeOf(run, at, across)
    const y = measure === 'trials' ? soFar : annualLuck(soFar, varianceAcrossTrials)
    return x === null || y === null ? [] : [{ x, y, note: noteOf(run) }]
  })
  return inOrder(steps)
}

function sumSteps({ books, runs }: Told, across: GrowthAcross): readonly LedgerStep[] {
  const all = books.reduce((sum, { trials }) => sum + trials, 0)
  const told = runs.reduce((sum, { trials }) => sum + trials, 0)
  // What is not told run by run lies before the first that is.
  let soFar = all - told
  const steps = runs.flatMap((run, at): LedgerStep[] => {
    soFar += run.trials
    const x = placeOf(run, at, across)
    return x === null ? [] : [{ x, y: soFar, note: noteOf(run) }]
  })
  return inOrder(steps)
}

function placeOf(run: LedgerRun, at: number, across: GrowthAcross): number | null {
  return across === 'order' ? at + 1 : (run.job?.createdMs ?? null)
}

/** What a line stands at holds until the newest run of all. */
function untilNow({ name, steps }: LedgerLine, newest: number): LedgerLine {
  const last = steps.at(-1)
  if (last === undefined || last.x >= newest) return { name, steps }
  return { name, steps: [...steps, { x: newest, y: last.y, note: 'as it stands' }] }
}

/** A job may have begun before another whose first entry came earlier. */
function inOrder(steps: readonly LedgerStep[]): readonly LedgerStep[] {
  return [...steps].sort((left, right) => left.x - right.x || left.y - right.y)
}

function noteOf({ runId, stages, trials, job }: LedgerRun): string {
  const where = job === null ? '' : ` in ${job.workspace}`
  return `+${trials} by ${runId}${where} (${stages.join(', ')})`
}
