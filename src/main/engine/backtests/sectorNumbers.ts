import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/** A number for the sector of each symbol, equal for equal names; null where none is stated. Errors: `sector-missing` where a limit reads it, `sector-unknown-symbol`. */
export function sectorNumbers(
  { sectors, max_share_per_sector }: BacktestSpec['risk_management'],
  symbols: readonly string[],
): Outcome<readonly (number | null)[]> {
  const strange = Object.keys(sectors).find((symbol) => !symbols.includes(symbol))
  if (strange !== undefined) {
    const near = nearestName(strange, symbols)
    return failure(
      'sector-unknown-symbol',
      `risk_management.sectors names ${strange}, which is not traded.`,
      near === null ? `Traded are ${symbols.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  const bare = symbols.filter((symbol) => !Object.hasOwn(sectors, symbol))
  if (max_share_per_sector !== null && bare.length > 0)
    return failure(
      'sector-missing',
      `A limit of a sector is set, and nobody says the sector of ${bare.join(', ')}.`,
      `Write it below risk_management, as in sectors: { ${bare[0]}: technology }.`,
    )
  const names = [...new Set(Object.values(sectors))]
  return success(symbols.map((symbol) => (bare.includes(symbol) ? null : names.indexOf(sectors[symbol]!))))
}
