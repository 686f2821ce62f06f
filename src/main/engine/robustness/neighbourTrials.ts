import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { type NeighbourPoint, neighbourPoints } from '../../../core/pipeline/stressing/stressNeighbours.ts'
import type { StressResult } from '../../../core/pipeline/stressing/stressUnits.ts'
import { type TrialBook, trialBook } from '../pipeline/trialBook.ts'
import type { PreparedRobustness } from './prepareRobustness.ts'
import type { RobustnessPorts } from './robustnessPorts.ts'

/** The stage of a backtest of its own: a neighbour that somebody runs is the same trial. */
const TRIAL_STAGE = 'backtest'

/** The neighbours of a suite in the ledger. They are looked at to choose a plateau, so each is a trial; nobody chooses a cost, a delay or a placebo. */
export type NeighbourTrials = {
  /** Before any of them is run. */
  record(): Outcome<void>
  score(results: readonly StressResult[]): Outcome<void>
}

export function neighbourTrials(
  ports: Pick<RobustnessPorts, 'ledger' | 'hash'>,
  { task, prepared }: PreparedRobustness,
  basis: LedgerBasis,
): NeighbourTrials {
  const { traded } = prepared
  const { market, fromBar, toBar, ledgerSymbols, interval } = traded
  const span = { fromMs: market.timeMs[fromBar]!, toMs: market.timeMs[toBar - 1]! + market.intervalMs }
  const scope = { runId: task.robustnessId, symbols: symbolsKey(ledgerSymbols), interval, span, basis }
  const book: TrialBook = trialBook(ports.ledger, ports.hash, scope)
  const configs = neighbourPoints(task).map((point) => configOf(prepared.config, point))
  const record = () => book.record(TRIAL_STAGE, configs)
  return {
    record: () => {
      const ids = record()
      return ids.ok ? success(undefined) : ids
    },
    score: (results) => {
      const ids = record()
      if (!ids.ok) return ids
      const sharpes = results.flatMap(({ unit, made }) =>
        unit.kind === 'neighbours' && Array.isArray(made) ? made.map(({ sharpePerDay }) => sharpePerDay) : [],
      )
      return book.score(TRIAL_STAGE, ids.value, sharpes)
    },
  }
}

/** What the backtest of a neighbour would be named by. */
function configOf(config: unknown, { parameters, spec }: NeighbourPoint): JsonValue {
  const own: Record<string, unknown> = { ...Object(config) }
  const { risk_management, entry_threshold, exit_threshold, strategy } = spec
  const changed = { risk_management, entry_threshold, exit_threshold, ...(strategy === undefined ? {} : { strategy }) }
  return JSON.parse(
    JSON.stringify({
      ...own,
      spec: { ...Object(own.spec), ...changed },
      strategy: { ...Object(own.strategy), parameters },
    }),
  )
}
