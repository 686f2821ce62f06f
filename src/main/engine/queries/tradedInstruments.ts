import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/** The workspace's instruments by name, in the order asked for. Errors: `unknown-instrument` (naming the nearest), `instrument-twice`. */
export function tradedInstruments(
  { instruments, name }: Workspace,
  symbols: readonly string[],
): Outcome<readonly Instrument[]> {
  const known = instruments.map((instrument) => instrument.symbol)
  const found: Instrument[] = []
  for (const symbol of symbols) {
    const instrument = instruments.find((candidate) => candidate.symbol === symbol)
    if (instrument === undefined) {
      const near = nearestName(symbol, known)
      return failure(
        'unknown-instrument',
        `The workspace ${name} has no instrument ${symbol}.`,
        near === null ? `It has: ${known.join(', ')}.` : `Did you mean ${near}?`,
      )
    }
    if (found.includes(instrument))
      return failure('instrument-twice', `The instrument ${symbol} is named twice.`, 'Name it once.')
    found.push(instrument)
  }
  return success(found)
}
