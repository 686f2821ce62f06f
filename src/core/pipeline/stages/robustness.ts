import type { Beat } from '../../job/beat.ts'
import { bootstrapMonthlyMean } from '../../robustness/bootstrapMonthlyMean.ts'
import { monteCarloDrawdown } from '../../robustness/monteCarloDrawdown.ts'
import { createStream } from '../../stats/seededStream.ts'
import { accountOf } from '../account.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import type { Subject } from '../subject/subject.ts'
import type { Choice, Workbench } from '../workbench.ts'
import type { CurveResult } from './capitalCurveStage.ts'
import { curveOf, stitchedTests, testSpan } from './capitalCurveStage.ts'

export type StressPoint = { readonly costTimes: number; readonly profit: number; readonly netExpectancy: number | null }

export type Bootstrap = { readonly p10: number; readonly p50: number; readonly p90: number; readonly means: readonly number[] }
export type Drawdowns = { readonly p50: number; readonly p90: number; readonly p95: number; readonly observed: number | null; readonly draws: number }
export type Neighbour = { readonly label: string; readonly profit: number; readonly sharpePerYear: number | null }

export type RobustnessPart =
  | { readonly kind: 'curve'; readonly curve: CurveResult }
  | { readonly kind: 'stress'; readonly points: readonly StressPoint[]; readonly delayedEntryProfit: number }
  | { readonly kind: 'bootstrap'; readonly bootstrap: Bootstrap | null }
  | { readonly kind: 'drawdowns'; readonly drawdowns: Drawdowns | null }
  | { readonly kind: 'neighbours'; readonly neighbours: readonly Neighbour[] }

export const ROBUSTNESS_KINDS = ['curve', 'stress', 'bootstrap', 'drawdowns', 'neighbours'] as const
export type RobustnessKind = (typeof ROBUSTNESS_KINDS)[number]

/** What one subject's stitched tests withstand. */
export type Robustness = {
  readonly curve: CurveResult
  readonly stress: readonly StressPoint[]
  readonly delayedEntryProfit: number
  readonly bootstrap: Bootstrap | null
  readonly drawdowns: Drawdowns | null
  readonly neighbours: readonly Neighbour[]
}

/** One step to either side of each grid parameter of the setting, and of the exit rule. */
function neighbourChanges(bench: Workbench, choice: Choice): readonly { readonly label: string; readonly choice: Choice }[] {
  const { settings, exits } = bench.config
  const family = settings.filter((setting) => setting.detectorId === choice.setting.detectorId)
  const differences = (parameters: Readonly<Record<string, number>>) =>
    Object.keys(parameters).filter((name) => parameters[name] !== choice.setting.parameters[name])
  const bySetting = family
    .filter((setting) => differences(setting.parameters).length === 1)
    .map((setting) => {
      const name = differences(setting.parameters)[0]!
      return { label: `${name} ${setting.parameters[name]}`, choice: { setting, exit: choice.exit } }
    })
  const byExit = exits
    .filter((exit) => {
      const changed = (['targetRanges', 'stopRanges', 'limitBars'] as const).filter((name) => exit[name] !== choice.exit[name])
      return changed.length === 1
    })
    .map((exit) => ({ label: `exit ${exit.targetRanges}/${exit.stopRanges}/${exit.limitBars}`, choice: { setting: choice.setting, exit } }))
  return [...bySetting, ...byExit]
}

/** The final choice's neighbours, each traded in every test in place of the frozen choices. */
function neighbours(bench: Workbench, plan: FoldPlan, subject: Subject): readonly Neighbour[] {
  const last = subject.choices.at(-1)
  if (!last) return []
  const { from, to } = testSpan(plan, subject.scheme)
  return neighbourChanges(bench, last).map(({ label, choice }) => {
    const moved: Subject = { ...subject, choices: subject.choices.map(() => choice), learning: null }
    const account = accountOf(bench, stitchedTests(bench, plan, moved).trades, from, to)
    return { label, profit: account.profit, sharpePerYear: account.sharpePerYear }
  })
}

function stress(bench: Workbench, plan: FoldPlan, subject: Subject): RobustnessPart {
  const { from, to } = testSpan(plan, subject.scheme)
  const points = bench.config.robustness.costTimes.map((costTimes) => {
    const { trades } = stitchedTests(bench, plan, subject, { costTimes })
    const { profit, netExpectancy } = accountOf(bench, trades, from, to, costTimes)
    return { costTimes, profit, netExpectancy }
  })
  const delayed = stitchedTests(bench, plan, subject, { delayBars: 1 })
  return { kind: 'stress', points, delayedEntryProfit: accountOf(bench, delayed.trades, from, to).profit }
}

function bootstrap(bench: Workbench, curve: CurveResult, streamId: string, beat: Beat): RobustnessPart {
  const { dayReturns, wholeMonthDayCounts, startCapital, trades } = curve.account
  if (trades === 0) return { kind: 'bootstrap', bootstrap: null }
  const { resamples, meanBlockDays } = bench.config.robustness
  const stream = createStream(bench.seed, `${streamId}.bootstrap`)
  const counts = Int32Array.from(wholeMonthDayCounts)
  const result = bootstrapMonthlyMean(Float64Array.from(dayReturns), counts, startCapital, { resamples, meanBlock: meanBlockDays, stream, beat })
  if (result === null) return { kind: 'bootstrap', bootstrap: null }
  return { kind: 'bootstrap', bootstrap: { p10: result.p10, p50: result.p50, p90: result.p90, means: [...result.means] } }
}

function drawdowns(bench: Workbench, curve: CurveResult, streamId: string, beat: Beat): RobustnessPart {
  const returns = Float64Array.from(curve.trades.netReturn)
  if (returns.length === 0) return { kind: 'drawdowns', drawdowns: null }
  const { drawdownResamples, meanBlockTrades } = bench.config.robustness
  const stream = createStream(bench.seed, `${streamId}.drawdowns`)
  const shuffled = monteCarloDrawdown(returns, { resamples: drawdownResamples, blockLength: meanBlockTrades, stream, beat })
  if (shuffled === null) return { kind: 'drawdowns', drawdowns: null }
  const { p50, p90, p95 } = shuffled
  return { kind: 'drawdowns', drawdowns: { p50, p90, p95, observed: curve.account.maxDrawdown, draws: drawdownResamples } }
}

export function robustnessPart(bench: Workbench, plan: FoldPlan, subject: Subject, kind: RobustnessKind, streamId: string, beat: Beat): RobustnessPart {
  switch (kind) {
    case 'curve':
      return { kind, curve: curveOf(bench, plan, subject) }
    case 'stress':
      return stress(bench, plan, subject)
    case 'bootstrap':
      return bootstrap(bench, curveOf(bench, plan, subject), streamId, beat)
    case 'drawdowns':
      return drawdowns(bench, curveOf(bench, plan, subject), streamId, beat)
    case 'neighbours':
      return { kind, neighbours: neighbours(bench, plan, subject) }
  }
}

export function joinRobustness(parts: readonly RobustnessPart[]): Robustness {
  const part = <K extends RobustnessKind>(kind: K) => {
    const found = parts.find((candidate): candidate is Extract<RobustnessPart, { kind: K }> => candidate.kind === kind)
    if (found === undefined) throw new Error(`Robustness lacks its ${kind}`)
    return found
  }
  return {
    curve: part('curve').curve,
    stress: part('stress').points,
    delayedEntryProfit: part('stress').delayedEntryProfit,
    bootstrap: part('bootstrap').bootstrap,
    drawdowns: part('drawdowns').drawdowns,
    neighbours: part('neighbours').neighbours,
  }
}
