import type { Workspace } from '../../../core/contract/workspace.ts'

/** What a schema can't say: fields that must agree with each other. Names the field, or null. */
export function manifestFault(workspace: Workspace): string | null {
  const seen = new Set<string>()
  for (const [index, { symbol }] of workspace.instruments.entries()) {
    if (seen.has(symbol.toLowerCase())) return `the field instruments.${index}.symbol: ${symbol} is there twice`
    seen.add(symbol.toLowerCase())
  }
  const { primary, secondary } = workspace.roles
  for (const [role, symbol] of [
    ['primary', primary],
    ['secondary', secondary],
  ]) {
    if (symbol !== undefined && !workspace.instruments.some((instrument) => instrument.symbol === symbol))
      return `the field roles.${role}: there is no instrument ${symbol}`
  }
  if (primary !== undefined && primary === secondary) return 'the field roles.secondary: it is the same as the primary'
  return null
}
