import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { readBoundaries } from './sealedBoundary.ts'

/** A fixed hold-out that holds bars of one of the instruments asked about. `symbols` is its key in the ledger. */
export type Seal = { readonly symbols: string; readonly startMs: number }

/**
 * The hold-outs that a look at these symbols (as the ledger names them) could open, whatever the interval: the hours of a day that is sealed are sealed too. Earliest first.
 * Error: `hold-out-broken`.
 */
export function sealsOn(files: GuardedFiles, ledgerSymbols: readonly string[]): Outcome<readonly Seal[]> {
  const kept = readBoundaries(files)
  if (!kept.ok) return kept
  const key = symbolsKey(ledgerSymbols)
  const earliest = new Map<string, number>()
  for (const [series, startMs] of Object.entries(kept.value)) {
    const symbols = series.slice(0, series.lastIndexOf(' '))
    if (!sharesInstrument(symbols, key)) continue
    earliest.set(symbols, Math.min(startMs, earliest.get(symbols) ?? Number.POSITIVE_INFINITY))
  }
  return success(
    [...earliest].map(([symbols, startMs]) => ({ symbols, startMs })).sort((a, b) => a.startMs - b.startMs),
  )
}
