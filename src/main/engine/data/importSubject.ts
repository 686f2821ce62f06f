import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** The instrument that is meant. Errors: `role-needed`, `role-missing`, `symbol-unknown`. */
export function importSubject(
  workspace: Workspace,
  role: 'primary' | 'secondary' | undefined,
  symbol: string | undefined,
): Outcome<Instrument> {
  const known = workspace.instruments.map((instrument) => instrument.symbol).join(', ')
  if (role === undefined && symbol === undefined)
    return failure('role-needed', 'It is not said whose bars these are.', `Give --role primary or --symbol (${known}).`)
  const byRole = role === undefined ? undefined : workspace.roles[role]
  if (role !== undefined && byRole === undefined)
    return failure('role-missing', `The workspace has no ${role}.`, `Name the instrument with --symbol (${known}).`)
  if (byRole !== undefined && symbol !== undefined && byRole !== symbol)
    return failure(
      'symbol-unknown',
      `The ${role} of the workspace is ${byRole}, not ${symbol}.`,
      'Give one of the two.',
    )
  const wanted = symbol ?? byRole
  const instrument = workspace.instruments.find((one) => one.symbol === wanted)
  if (instrument === undefined)
    return failure('symbol-unknown', `The workspace has no instrument ${wanted}.`, `Its instruments are: ${known}.`)
  return success(instrument)
}

export function roleOf(workspace: Workspace, symbol: string): 'primary' | 'secondary' | null {
  if (workspace.roles.primary === symbol) return 'primary'
  return workspace.roles.secondary === symbol ? 'secondary' : null
}
