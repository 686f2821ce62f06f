import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import { sharesInstrument } from '../../../core/job/sharesInstrument.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { LedgerStanding, ReportEvidence } from '../../../core/report/documents/reportEvidence.ts'
import { listPassports } from '../queries/dataPassport.ts'
import type { OpenedWorkspace } from '../queries/openWorkspace.ts'
import type { ReportPorts } from './reportPorts.ts'

/** `before` and `own` null: that was not kept by key. */
export type LedgerKey = {
  readonly symbols: string
  readonly before: LedgerBasis | null
  readonly own: number | null
}

export type EvidenceOf = {
  readonly symbols: readonly string[]
  readonly keys: readonly LedgerKey[]
  readonly files: Readonly<Record<string, string>>
  readonly commands: readonly string[]
}

/** What stands beside the numbers of every report. Errors: those of the passports and of the ledger. */
export function reportEvidenceOf(
  ports: ReportPorts,
  { files, workspace }: Pick<OpenedWorkspace, 'files' | 'workspace'>,
  { symbols, keys, files: hashes, commands }: EvidenceOf,
): Outcome<ReportEvidence> {
  const known = listPassports(files)
  if (!known.ok) return known
  const totals = ports.ledger.totals()
  if (!totals.ok) return totals
  const ledger = keys.map(({ symbols: key, before, own }): LedgerStanding => {
    const counted = totals.value.filter((total) => sharesInstrument(total.symbols, key))
    return {
      symbols: key,
      before: before?.trials ?? null,
      own,
      now: counted.reduce((sum, { trials }) => sum + trials, 0),
      openings: counted.reduce((sum, { openings }) => sum + openings, 0),
    }
  })
  return success({
    workspace: workspace.name,
    passports: known.value.series.map(({ passport }) => passport).filter(({ symbol }) => symbols.includes(symbol)),
    ledger,
    files: hashes,
    commands,
  })
}
