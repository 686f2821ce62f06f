import type { FetchReport } from '../../../engine/fetch/fetchData.ts'
import type { FetchedSymbol } from '../../../engine/fetch/tellFetched.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { reportPassport } from './dataText.ts'

const SHOWN_MISSING = 6

export function fetchText({ kind, source, requests, retries, bytes, symbols, imported, notes }: FetchReport): string {
  const importNotes = imported.flatMap((report) => report.notes)
  return [
    `${kind} from ${source}: ${requests} files and answers, ${(bytes / 1e6).toFixed(1)} MB${retries > 0 ? `, ${retries} asked for again` : ''}.`,
    ...symbols.map(symbolText),
    ...[...notes, ...importNotes].map((note) => `note: ${onOneLine(note)}`),
    ...(imported.length === 0 ? ['Nothing was new.'] : ['', ...imported.map(reportPassport)]),
  ].join('\n')
}

function symbolText({
  symbol,
  market,
  rows,
  archives,
  fromInterface,
  known,
  missing,
  unverified,
  unreadable,
}: FetchedSymbol): string {
  const shown = missing.slice(0, SHOWN_MISSING).join(', ')
  const parts = [
    `${rows} rows`,
    `${archives} archives${unverified > 0 ? ` (${unverified} without a checksum)` : ''}`,
    `${fromInterface} from the interface`,
    ...(known > 0 ? [`${known} here already`] : []),
    ...(unreadable > 0 ? [`${unreadable} rows unreadable`] : []),
    ...(missing.length > 0
      ? [`${missing.length} MISSING: ${shown}${missing.length > SHOWN_MISSING ? ', ...' : ''}`]
      : []),
  ]
  return `  ${symbol.padEnd(6)} ${market}: ${parts.join(', ')}`
}
