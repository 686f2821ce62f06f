import type { Hash } from '../../../core/contract/hash.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { DataSpan, LedgerBasis } from '../../../core/contract/ledger.ts'
import { trialId } from '../../../core/job/trialId.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { varianceAcrossTrials } from '../../../core/robustness/varianceAcrossTrials.ts'
import type { Ledger } from '../ports/ledger.ts'

export type TrialScope = {
  readonly runId: string
  readonly symbols: string
  readonly interval: string
  readonly span: DataSpan
  readonly basis: LedgerBasis
}

/** N and the variance that the deflated Sharpe ratio needs: what other runs had tried on these symbols before, and this run's own trials. */
export type TrialCount = { readonly trials: number; readonly own: number; readonly varianceAcrossTrials: number | null }

/** One run's view of the ledger. */
export type TrialBook = {
  /** Ids of the trials about to be evaluated, recorded in plan order. */
  readonly record: (stage: string, configs: readonly JsonValue[]) => Outcome<readonly string[]>
  readonly score: (stage: string, ids: readonly string[], sharpes: readonly (number | null)[]) => Outcome<void>
  readonly count: () => Outcome<TrialCount>
}

export function trialBook(ledger: Ledger, hash: Hash, scope: TrialScope): TrialBook {
  const { runId, symbols, interval, span, basis } = scope
  return {
    record: (stage, configs) => {
      const ids = configs.map((config) => trialId(hash, { symbols, interval, span, stage, config }))
      if (ids.length === 0) return success(ids)
      const added = ledger.appendTrials({ runId, symbols, interval, span, stage, ids })
      return added.ok ? success(ids) : added
    },
    score: (stage, ids, sharpes) => {
      if (sharpes.length === 0) return success(undefined)
      const added = ledger.appendResults({
        runId,
        symbols,
        stage,
        sharpes: ids.map((id, index) => ({ id, sharpe: sharpes[index] ?? null })),
      })
      return added.ok ? success(undefined) : added
    },
    count: () => {
      const own = ledger.ownTrials(symbols, runId, basis)
      if (!own.ok) return own
      return success({
        trials: basis.trials + own.value.trials,
        own: own.value.trials,
        varianceAcrossTrials: varianceAcrossTrials([basis, own.value]),
      })
    },
  }
}
