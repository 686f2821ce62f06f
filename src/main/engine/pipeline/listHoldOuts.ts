import type { LedgerEntry } from '../../../core/contract/ledger.ts'
import type { HoldOutView } from '../../../core/contract/workbench/holdOutCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { alignMarket } from '../../../core/market/alignMarket.ts'
import type { BarSeries } from '../../../core/market/barSeries.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { Ledger } from '../ports/ledger.ts'
import { readSeries } from '../queries/readSeries.ts'
import { ledgerSymbol } from './readPair.ts'
import { readBoundaries } from './sealedBoundary.ts'

/** What is sealed, earliest first, with the bars that lie beyond and how often it was opened. Errors: `hold-out-broken`, those of the ledger. */
export async function listHoldOuts(
  ports: DataReadPorts & { readonly ledger: Pick<Ledger, 'entries'> },
  workspace: Workspace,
): Promise<Outcome<readonly HoldOutView[]>> {
  const kept = readBoundaries(ports.files)
  if (!kept.ok) return kept
  const views: (HoldOutView & { readonly startMs: number })[] = []
  for (const [series, startMs] of Object.entries(kept.value)) {
    const cut = series.lastIndexOf(' ')
    const [symbols, interval] = [series.slice(0, cut), series.slice(cut + 1)]
    const entries = ports.ledger.entries({ symbols, kind: 'opening' })
    if (!entries.ok) return entries
    const openings = openingsBeyond(entries.value, startMs)
    const sealedBars = await barsFrom(ports, workspace, symbols.split('+'), interval, startMs)
    views.push({ symbols, interval, from: isoTime(startMs), sealedBars, openings, startMs })
  }
  const inOrder = views.sort((a, b) => a.startMs - b.startMs || (a.symbols < b.symbols ? -1 : 1))
  return success(inOrder.map(({ startMs: _startMs, ...view }) => view))
}

/** Different looks at bars from `startMs` on, of entries that are openings. */
export function openingsBeyond(entries: readonly LedgerEntry[], startMs: number): number {
  return entries.filter((entry) => entry.kind === 'opening' && entry.payload.isNew && entry.payload.spanEndMs > startMs)
    .length
}

/** Null where an instrument is no longer of the workspace, or its bars are not there. */
async function barsFrom(
  ports: DataReadPorts,
  workspace: Workspace,
  ledgerSymbols: readonly string[],
  interval: string,
  startMs: number,
): Promise<number | null> {
  const series: BarSeries[] = []
  for (const named of ledgerSymbols) {
    const own = workspace.instruments.find(({ symbol }) => ledgerSymbol(workspace, symbol) === named)
    if (own === undefined) return null
    const read = await readSeries(ports, { symbol: own.symbol, interval, startMs, endMs: Number.POSITIVE_INFINITY })
    if (!read.ok) return null
    series.push(read.value)
  }
  const market = alignMarket(series)
  return market.ok ? market.value.timeMs.length : null
}
