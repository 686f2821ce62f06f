import type { Workspace } from '../../../core/contract/workspace.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { alignPair } from '../../../core/market/alignPair.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import type { PairColumns } from '../../../core/market/pairColumns.ts'
import type { Passport } from '../../../core/market/passport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { readSeries } from '../queries/readSeries.ts'

export type PreparedLeg = { readonly instrument: Instrument; readonly passport: Passport }

/** The two legs of a workspace on one clock. `symbols` names them in the ledger. */
export type ReadPair = {
  readonly legs: { readonly primary: PreparedLeg; readonly secondary: PreparedLeg }
  readonly symbols: string
  readonly columns: PairColumns
  readonly dropped: { readonly primary: number; readonly secondary: number }
}

function pairRoles(workspace: Workspace): Outcome<{ primary: Instrument; secondary: Instrument }> {
  const find = (symbol: string | undefined) => workspace.instruments.find((instrument) => instrument.symbol === symbol)
  const primary = find(workspace.roles.primary)
  const secondary = find(workspace.roles.secondary)
  if (primary === undefined || secondary === undefined) {
    return failure(
      'pair-needed',
      `The pipeline "pair" needs a primary and a secondary instrument; the workspace ${workspace.name} has ${workspace.instruments.length} instrument(s) and not both roles.`,
      'Create a workspace with --primary and --secondary, or set both under `roles` in workspace.yaml.',
    )
  }
  if (primary.calendar !== secondary.calendar) {
    return failure(
      'calendar-mismatch',
      `The legs trade by different calendars (${primary.calendar} and ${secondary.calendar}).`,
      'Use two instruments of one calendar.',
    )
  }
  return success({ primary, secondary })
}

/** Synthetic series are symbols of their own in the ledger: trying a sample out does not count against the real market. */
export function ledgerSymbol(workspace: Workspace, symbol: string): string {
  if (workspace.synthetic === undefined) return symbol
  const { kind, seed, strength } = workspace.synthetic
  return `${symbol}.synthetic-${kind}-${seed}${strength === null ? '' : `-${strength}`}`
}

async function readLeg(ports: DataReadPorts, workspace: Workspace, instrument: Instrument) {
  const passport = dataPassport(ports.files, instrument.symbol, workspace.interval)
  if (!passport.ok) return passport
  const span = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
  const series = await readSeries(ports, { symbol: instrument.symbol, interval: workspace.interval, ...span })
  return series.ok ? success({ series: series.value, passport: passport.value }) : series
}

/** Errors: `pair-needed`, `calendar-mismatch`, `no-data`, `data-broken`, `legs-do-not-overlap`, `interval-mismatch`. */
export async function readPair(ports: DataReadPorts, workspace: Workspace): Promise<Outcome<ReadPair>> {
  const roles = pairRoles(workspace)
  if (!roles.ok) return roles
  const instruments = roles.value
  const primary = await readLeg(ports, workspace, instruments.primary)
  if (!primary.ok) return primary
  const secondary = await readLeg(ports, workspace, instruments.secondary)
  if (!secondary.ok) return secondary
  const aligned = alignPair(primary.value.series, secondary.value.series, calendarOf(instruments.primary.calendar))
  if (!aligned.ok) return aligned
  const names = [instruments.primary.symbol, instruments.secondary.symbol]
  return success({
    ...aligned.value,
    legs: {
      primary: { instrument: instruments.primary, passport: primary.value.passport },
      secondary: { instrument: instruments.secondary, passport: secondary.value.passport },
    },
    symbols: symbolsKey(names.map((symbol) => ledgerSymbol(workspace, symbol))),
  })
}
