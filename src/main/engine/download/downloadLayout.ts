import { seriesStem } from '../data/layout.ts'

export type DownloadPaths = {
  readonly folder: string
  readonly journal: string
  readonly pending: string
  readonly plan: string
  readonly sessions: string
  readonly log: string
  readonly rows: string
  readonly answers: string
  readonly answer: (number: number) => string
}

/** Where the downloads of a series keep what they know and what is under way. */
export function downloadPaths(symbol: string, interval: string): DownloadPaths {
  const folder = `data/raw/downloads/${seriesStem(symbol, interval)}`
  const pending = `${folder}/pending`
  return {
    folder,
    journal: `${folder}/journal.json`,
    pending,
    plan: `${pending}/plan.json`,
    sessions: `${pending}/sessions.json`,
    log: `${pending}/requests.jsonl`,
    rows: `${pending}/rows.parquet`,
    answers: `${pending}/answers`,
    answer: (number) => `${pending}/answers/${String(number).padStart(6, '0')}.json`,
  }
}
