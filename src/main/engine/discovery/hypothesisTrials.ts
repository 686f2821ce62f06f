import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { HypothesisResult } from '../../../core/discovery/hypothesisResult.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { trialId } from '../../../core/job/trialId.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import type { DiscoveryPorts } from './discoveryPorts.ts'
import type { PreparedDiscovery } from './prepareDiscovery.ts'

const TRIALS = 'discovery'

/** Trials of all symbols together: of this run, recorded by others before it, and both. */
export type DiscoveryTrials = { readonly own: number; readonly before: number; readonly all: number }

/** What others had tried until now that counts for any of its symbols, each trial once; by their key in the ledger. */
export function ledgerBasis(
  { ledger }: DiscoveryPorts,
  { manifest, ledgerKeys }: PreparedDiscovery,
): Outcome<Readonly<Record<string, LedgerBasis>>> {
  const key = symbolsKey([...ledgerKeys.values()])
  const basis = ledger.basisFor(key, manifest.contentId)
  return basis.ok ? success({ [key]: basis.value }) : basis
}

/** Every hypothesis as a trial on its symbol, in the order of the grammar: to be called before the first one is tested. */
export function recordHypotheses({ ledger, hash }: DiscoveryPorts, prepared: PreparedDiscovery): Outcome<number> {
  let added = 0
  for (const { symbol, key, block } of blocksOf(prepared)) {
    const ids = prepared.hypotheses
      .filter((hypothesis) => hypothesis.symbol === symbol)
      .map(({ id }) => trialId(hash, { ...block, stage: TRIALS, config: { kind: 'hypothesis', id } }))
    const recorded = ledger.appendTrialBlock({ ...block, stage: TRIALS, name: key, ids })
    if (!recorded.ok) return recorded
    added += recorded.value.added
  }
  return success(added)
}

/** What came of them: net Sharpe ratios per UTC day. */
export function recordResults(
  { ledger }: DiscoveryPorts,
  prepared: PreparedDiscovery,
  results: readonly HypothesisResult[],
): Outcome<void> {
  const { timeMs } = prepared.bars.market
  const days = Math.floor(timeMs.at(-1)! / DAY_MS) - Math.floor(timeMs[0]! / DAY_MS) + 1
  for (const { symbol, key, block } of blocksOf(prepared)) {
    const own = results.filter(({ hypothesis }) => hypothesis.symbol === symbol)
    const sharpes = Float64Array.from(own, (result) => daySharpe(result, days))
    const recorded = ledger.appendResultBlock({ runId: block.runId, name: key, sharpes })
    if (!recorded.ok) return recorded
  }
  return success(undefined)
}

/** `basis` has one key, or a key a symbol where it was told before 0.5.0. */
export function countTrials(
  { ledger }: DiscoveryPorts,
  { manifest }: PreparedDiscovery,
  basis: Readonly<Record<string, LedgerBasis>>,
): Outcome<DiscoveryTrials> {
  let own = 0
  let before = 0
  for (const [key, known] of Object.entries(basis)) {
    const counted = ledger.ownTrials(key, manifest.contentId, known)
    if (!counted.ok) return counted
    own += counted.value.trials
    before += known.trials
  }
  return success({ own, before, all: own + before })
}

/** The ledger is of the whole home: it knows a run by its content, whatever it is called here. */
function blocksOf({ manifest, bars, ledgerKeys }: PreparedDiscovery) {
  const { timeMs, intervalMs } = bars.market
  const span = { fromMs: timeMs[0]!, toMs: timeMs.at(-1)! + intervalMs }
  return [...ledgerKeys].map(([symbol, key]) => ({
    symbol,
    key,
    block: { runId: manifest.contentId, symbols: key, interval: bars.interval.label, span },
  }))
}

/**
 * Sharpe ratio per UTC day of trading the events whose windows do not overlap, each with its net return on one day of `days`: with n events of mean m and deviation s,
 * (n m / d) / sqrt(n (s² + m²) / d - (n m / d)²). The deviation is that of which the uplift is `effectSize`. NaN where one of them is not known.
 */
function daySharpe({ netMeanReturn, uplift, effectSize, apartEvents }: HypothesisResult, days: number): number {
  if (netMeanReturn === null || uplift === null || effectSize === null || effectSize === 0) return Number.NaN
  const deviation = uplift / effectSize
  const share = apartEvents / days
  const mean = share * netMeanReturn
  const variance = share * (deviation * deviation + netMeanReturn * netMeanReturn) - mean * mean
  return variance > 0 ? mean / Math.sqrt(variance) : Number.NaN
}
