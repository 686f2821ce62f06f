import type { JobEvent } from '../../../../core/contract/jobEvent.ts'
import type { WatchNews, WatchReport } from '../../../engine/download/watchSeries.ts'
import { onOneLine } from '../progress/onOneLine.ts'

/** One line an update. */
export function watchNewsText(news: WatchNews): string {
  const at = secondText(news.atMs)
  if (news.kind === 'updated') {
    const next = news.nextMs === null ? '' : `; next update at ${secondText(news.nextMs)}`
    return `${at}  ${news.bars} bars added${next}`
  }
  const { message, code, hint } = news.trouble
  return onOneLine(`${at}  ${message} [${code}] Next attempt at ${secondText(news.nextMs)}. ${hint}`.trimEnd())
}

/** The same as events of a job: what came, and that the next bar is waited for. */
export function watchNewsEvents(news: WatchNews, elapsedMs: number): readonly JobEvent[] {
  const said: JobEvent = { type: 'note', text: watchNewsText(news) }
  if (news.nextMs === null) return [said]
  const note = `until ${secondText(news.nextMs)}`
  return [said, { type: 'beat', stage: 'wait', done: 0, total: 0, elapsedMs, etaMs: null, note }]
}

export function watchText({ updates, bars, troubles }: WatchReport): string {
  const failed = troubles === 0 ? '' : `, ${troubles} failed and were tried again`
  return `${updates} updates${failed}; ${bars} bars were added in all.`
}

/** 2026-11-20 19:00:10 UTC. */
function secondText(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
