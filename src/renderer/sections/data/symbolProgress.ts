import type { JobView } from '../../../core/contract/workbench/views.ts'
import type { DownloadNote } from './downloadNote.ts'

export type SymbolProgress = {
  readonly symbol: string
  readonly state: 'waiting' | 'running' | 'done'
  /** Answers that are there, and how many are expected in all. */
  readonly done: number
  readonly planned: number
}

/** A stage of a download is a symbol; the first one is the connection. */
const CONNECT = 'connect'

export function symbolProgress(
  job: Pick<JobView, 'stages' | 'stage' | 'done' | 'total'>,
  note: DownloadNote | null,
): readonly SymbolProgress[] {
  const symbols = job.stages.map(({ stage }) => stage).filter((stage) => stage !== CONNECT)
  if (job.stage !== '' && job.stage !== CONNECT && !symbols.includes(job.stage)) symbols.push(job.stage)
  return symbols.map((symbol) => {
    const isDone = job.stages.some(({ stage, seconds }) => stage === symbol && seconds !== null)
    if (isDone) return { symbol, state: 'done', done: 0, planned: 0 }
    if (symbol !== job.stage) return { symbol, state: 'waiting', done: 0, planned: 0 }
    const isOfNote = note !== null && note.symbol === symbol
    return {
      symbol,
      state: 'running',
      done: isOfNote ? note.done : job.done,
      planned: isOfNote ? note.planned : job.total,
    }
  })
}
