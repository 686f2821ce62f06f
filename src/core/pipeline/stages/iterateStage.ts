import { silentBeat } from '../../job/beat.ts'
import { outcomeAccount } from '../account.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import { foldsOf } from '../selection/foldPlan.ts'
import { stitchTrades } from '../selection/stitchTrades.ts'
import type { Stage } from '../stage.ts'
import { resolveSubject } from '../subject/resolveSubject.ts'
import type { ExitTimes, FilterId, Subject } from '../subject/subject.ts'
import { UNCHANGED_EXIT } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import type { Robustness, RobustnessKind, RobustnessPart } from './robustness.ts'
import { joinRobustness, ROBUSTNESS_KINDS, robustnessPart } from './robustness.ts'
import type { RobustnessOutput } from './robustnessStage.ts'

export type Proposal = {
  readonly id: string
  readonly description: string
  readonly filter: FilterId
  readonly exitTimes: ExitTimes
}

/** The declared list, tried in this order. None of them changes the size of positions: more risk is not a better strategy. */
export const PROPOSALS: readonly Proposal[] = [
  {
    id: 'skip-calm',
    description: 'Pass over events in the calm third of volatility',
    filter: 'skip-calm',
    exitTimes: UNCHANGED_EXIT,
  },
  {
    id: 'longer-limit',
    description: 'Hold up to one and a half times as long',
    filter: 'none',
    exitTimes: { target: 1, stop: 1, limit: 1.5 },
  },
  {
    id: 'skip-wild',
    description: 'Pass over events in the wild third of volatility',
    filter: 'skip-wild',
    exitTimes: UNCHANGED_EXIT,
  },
  {
    id: 'wider-stop',
    description: 'Stop one and a half times as far away',
    filter: 'none',
    exitTimes: { target: 1, stop: 1.5, limit: 1 },
  },
  { id: 'longs-only', description: 'Long events only', filter: 'longs-only', exitTimes: UNCHANGED_EXIT },
  {
    id: 'nearer-target',
    description: 'Target three quarters as far away',
    filter: 'none',
    exitTimes: { target: 0.75, stop: 1, limit: 1 },
  },
  { id: 'shorts-only', description: 'Short events only', filter: 'shorts-only', exitTimes: UNCHANGED_EXIT },
  {
    id: 'shorter-limit',
    description: 'Hold at most two thirds as long',
    filter: 'none',
    exitTimes: { target: 1, stop: 1, limit: 2 / 3 },
  },
]

/** Validation blocks only, stitched: what a try is judged by. */
export type ValidationMetrics = {
  readonly avgMonthlyProfit: number | null
  readonly maxDrawdown: number | null
  readonly trades: number
  readonly profitAtCosts150: number
}
export type Try = ValidationMetrics & { readonly id: string; readonly description: string; readonly accepted: boolean }
export type IterateOutput = {
  readonly endpoint: 'A' | 'B' | 'off'
  readonly reason: string
  readonly tries: readonly Try[]
  readonly subject: Subject
  /** Robustness of the accepted change; null where nothing was accepted. */
  readonly accepted: Robustness | null
}

type IterateUnit =
  | { readonly kind: 'validation'; readonly subject: Subject }
  | { readonly kind: RobustnessKind; readonly subject: Subject }
type IterateResult = ({ readonly kind: 'validation' } & ValidationMetrics) | RobustnessPart

const STRESS_TIMES = 1.5
const DRAWDOWN_ROOM = 1.1

function proposed(subject: Subject, proposal: Proposal): Subject {
  return { ...subject, filter: proposal.filter, exitTimes: proposal.exitTimes }
}

function validationMetrics(bench: Workbench, plan: FoldPlan, subject: Subject): ValidationMetrics {
  const folds = foldsOf(plan, subject.schemeOfFold)
  const choices = resolveSubject(bench, folds, subject, silentBeat)
  const from = folds[0]!.validation.from
  const to = folds.at(-1)!.validation.to
  const account = outcomeAccount(bench, stitchTrades(bench, choices, 'validation').trades, from, to)
  const stressed = stitchTrades(bench, choices, 'validation', { costTimes: STRESS_TIMES })
  return {
    avgMonthlyProfit: account.avgMonthlyProfit,
    maxDrawdown: account.maxDrawdown,
    trades: account.trades,
    profitAtCosts150: outcomeAccount(bench, stressed.trades, from, to, STRESS_TIMES).profit,
  }
}

/** Better by average monthly profit, with robustness kept: drawdown no deeper than 1.1 times, and a profit at 1.5 times the costs. */
function improves(candidate: ValidationMetrics, base: ValidationMetrics): boolean {
  if (candidate.avgMonthlyProfit === null || base.avgMonthlyProfit === null) return false
  const drawdown = candidate.maxDrawdown ?? Number.POSITIVE_INFINITY
  return (
    candidate.avgMonthlyProfit > base.avgMonthlyProfit &&
    drawdown <= DRAWDOWN_ROOM * (base.maxDrawdown ?? 0) &&
    candidate.profitAtCosts150 > 0
  )
}

function isValidation(result: IterateResult): result is { readonly kind: 'validation' } & ValidationMetrics {
  return result.kind === 'validation'
}

function acceptedIndex(metrics: readonly ValidationMetrics[]): number {
  const [base, ...tries] = metrics
  return base === undefined ? -1 : tries.findIndex((candidate) => improves(candidate, base))
}

/** Validation metrics without what makes one a result of its kind. */
function metricsOf({ avgMonthlyProfit, maxDrawdown, trades, profitAtCosts150 }: ValidationMetrics): ValidationMetrics {
  return { avgMonthlyProfit, maxDrawdown, trades, profitAtCosts150 }
}

function describeTries(metrics: readonly ValidationMetrics[], accepted: number): readonly Try[] {
  return metrics.map((values, index) => {
    const proposal = PROPOSALS[index - 1]
    return {
      id: proposal?.id ?? 'as-selected',
      description: proposal?.description ?? 'The frozen choices as selected',
      accepted: index - 1 === accepted && index > 0,
      ...metricsOf(values),
    }
  })
}

/**
 * One proposal after another until one improves validation (endpoint A) or K in a row do not (endpoint B). The hold-out is not read for it. Later
 * folds' validation blocks overlap earlier tests, so an accepted change is put through the robustness tests again and the verdict reads the worse.
 */
export const iterateStage: Stage<{ readonly robustness: RobustnessOutput }, IterateUnit, IterateResult, IterateOutput> =
  {
    name: 'iterate',
    title: 'Iteration',
    needs: ['robustness'],
    weight: 3,
    trials: ({ config, outputs }) =>
      PROPOSALS.slice(0, config.iterate).map(({ filter, exitTimes }) => ({
        filter,
        exitTimes,
        subject: outputs.robustness.subject,
        costs: config.costs,
      })),
    plan: ({ config, outputs }, results) => {
      const { subject } = outputs.robustness
      const metrics = results.filter(isValidation)
      const accepted = acceptedIndex(metrics)
      const tried = Math.max(0, metrics.length - 1)
      if (accepted >= 0) {
        const change = proposed(subject, PROPOSALS[accepted]!)
        return results.length > metrics.length ? [] : ROBUSTNESS_KINDS.map((kind) => ({ kind, subject: change }))
      }
      if (config.iterate === 0 || tried >= Math.min(config.iterate, PROPOSALS.length)) return []
      const next = { kind: 'validation' as const, subject: proposed(subject, PROPOSALS[tried]!) }
      return metrics.length === 0 ? [{ kind: 'validation', subject }, next] : [next]
    },
    runUnit: (bench, plan, unit, beat) =>
      unit.kind === 'validation'
        ? { kind: 'validation', ...validationMetrics(bench, plan, unit.subject) }
        : robustnessPart(bench, plan, unit.subject, unit.kind, 'iterate', beat),
    combine: ({ config, outputs }, results) => {
      const { subject } = outputs.robustness
      const metrics = results.filter(isValidation)
      const accepted = acceptedIndex(metrics)
      const tries = describeTries(metrics, accepted)
      if (config.iterate === 0)
        return { endpoint: 'off', reason: 'iteration was turned off', tries, subject, accepted: null }
      if (accepted < 0) {
        const reason = `${tries.length - 1} proposals in a row did not improve average monthly profit on validation with robustness kept`
        return { endpoint: 'B', reason, tries, subject, accepted: null }
      }
      const parts = results.filter((result): result is RobustnessPart => result.kind !== 'validation')
      const change = PROPOSALS[accepted]!
      const reason = `"${change.description}" raised average monthly profit on validation with robustness kept`
      return { endpoint: 'A', reason, tries, subject: proposed(subject, change), accepted: joinRobustness(parts) }
    },
  }
