import { exitRuleId } from '../../events/exitRule.ts'
import type { Beat } from '../../job/beat.ts'
import type { BootstrapFan } from '../../robustness/bootstrapFan.ts'
import { bootstrapFan } from '../../robustness/bootstrapFan.ts'
import { bootstrapMonthlyMean } from '../../robustness/bootstrapMonthlyMean.ts'
import { monteCarloDrawdown } from '../../robustness/monteCarloDrawdown.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { PairConfig } from '../pairConfig.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import type { Subject } from '../subject/subject.ts'
import type { Choice, Workbench } from '../workbench.ts'
import type { CurveResult } from './capitalCurveStage.ts'
import { curveOf } from './capitalCurveStage.ts'

export type StressPoint = { readonly costTimes: number; readonly profit: number; readonly netExpectancy: number | null }

/** `BootstrapFan` as plain columns. */
export type Fan = Readonly<Record<keyof BootstrapFan, readonly number[]>>
export type Bootstrap = {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly means: readonly number[]
  readonly fan: Fan
}
export type Drawdowns = {
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly observed: number | null
  readonly draws: number
}
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

const FAN_RESAMPLES = 1_000
const FAN_POINTS = 200

/** Whether two values stand side by side among those that a grid holds. */
function areAdjacent(grid: readonly number[], a: number, b: number): boolean {
  const between = grid.filter((value) => value > Math.min(a, b) && value < Math.max(a, b))
  return a !== b && between.length === 0
}

/** The names in which two points of a grid differ, null where one of them differs by more than a step. */
function steps(
  grid: readonly Record<string, number>[],
  from: Record<string, number>,
  to: Record<string, number>,
): readonly string[] | null {
  const changed = Object.keys(to).filter((name) => to[name] !== from[name])
  const isStep = (name: string) =>
    areAdjacent(
      grid.map((point) => point[name]!),
      from[name]!,
      to[name]!,
    )
  return changed.every(isStep) ? changed : null
}

/** One step to either side of each grid parameter of the setting, and of the exit rule. */
export function neighbourChanges(
  config: PairConfig,
  choice: Choice,
): readonly { readonly label: string; readonly choice: Choice }[] {
  const family = config.settings.filter((setting) => setting.detectorId === choice.setting.detectorId)
  const parameters = family.map((setting) => setting.parameters)
  const bySetting = family.flatMap((setting) => {
    const changed = steps(parameters, choice.setting.parameters, setting.parameters)
    if (changed?.length !== 1) return []
    return [{ label: `${changed[0]!} ${setting.parameters[changed[0]!]}`, choice: { setting, exit: choice.exit } }]
  })
  const byExit = config.exits
    .filter((exit) => steps(config.exits, choice.exit, exit)?.length === 1)
    .map((exit) => ({ label: `exit ${exitRuleId(exit)}`, choice: { setting: choice.setting, exit } }))
  return [...bySetting, ...byExit]
}

/** The final choice's neighbours, each traded in every test in place of the frozen choices. */
function neighbours(bench: Workbench, plan: FoldPlan, subject: Subject): readonly Neighbour[] {
  const last = subject.choices.at(-1)
  if (!last) return []
  return neighbourChanges(bench.config, last).map(({ label, choice }) => {
    const moved: Subject = { ...subject, choices: subject.choices.map(() => choice), learning: null }
    const { account } = curveOf(bench, plan, moved)
    return { label, profit: account.profit, sharpePerYear: account.sharpePerYear }
  })
}

function stress(bench: Workbench, plan: FoldPlan, subject: Subject): RobustnessPart {
  const points = bench.config.robustness.costTimes.map((costTimes) => {
    const { profit, netExpectancy } = curveOf(bench, plan, subject, { costTimes }).account
    return { costTimes, profit, netExpectancy }
  })
  const delayed = curveOf(bench, plan, subject, { delayBars: 1 })
  return { kind: 'stress', points, delayedEntryProfit: delayed.account.profit }
}

function bootstrap(bench: Workbench, curve: CurveResult, streamId: string, beat: Beat): RobustnessPart {
  const { dayReturns, wholeMonthDayCounts, startCapital, trades } = curve.account
  if (trades === 0) return { kind: 'bootstrap', bootstrap: null }
  const { resamples, meanBlockDays } = bench.config.robustness
  const returns = Float64Array.from(dayReturns)
  const options = { meanBlock: meanBlockDays, beat }
  const stream = createStream(bench.seed, `${streamId}.bootstrap`)
  const counts = Int32Array.from(wholeMonthDayCounts)
  const result = bootstrapMonthlyMean(returns, counts, startCapital, { ...options, resamples, stream })
  const fan = bootstrapFan(returns, startCapital, {
    ...options,
    resamples: FAN_RESAMPLES,
    mostPoints: FAN_POINTS,
    stream: createStream(bench.seed, `${streamId}.fan`),
  })
  if (result === null || fan === null) return { kind: 'bootstrap', bootstrap: null }
  const { p10, p50, p90, means } = result
  return { kind: 'bootstrap', bootstrap: { p10, p50, p90, means: [...means], fan: plainFan(fan) } }
}

function plainFan({ dayOfPoint, p5, p25, p50, p75, p95, real }: BootstrapFan): Fan {
  return {
    dayOfPoint: [...dayOfPoint],
    p5: [...p5],
    p25: [...p25],
    p50: [...p50],
    p75: [...p75],
    p95: [...p95],
    real: [...real],
  }
}

function drawdowns(bench: Workbench, curve: CurveResult, streamId: string, beat: Beat): RobustnessPart {
  const returns = Float64Array.from(curve.trades.netReturn)
  if (returns.length === 0) return { kind: 'drawdowns', drawdowns: null }
  const { drawdownResamples, meanBlockTrades } = bench.config.robustness
  const stream = createStream(bench.seed, `${streamId}.drawdowns`)
  const shuffled = monteCarloDrawdown(returns, {
    resamples: drawdownResamples,
    blockLength: meanBlockTrades,
    stream,
    beat,
  })
  if (shuffled === null) return { kind: 'drawdowns', drawdowns: null }
  const { p50, p90, p95 } = shuffled
  return {
    kind: 'drawdowns',
    drawdowns: { p50, p90, p95, observed: curve.account.maxDrawdown, draws: drawdownResamples },
  }
}

export function robustnessPart(
  bench: Workbench,
  plan: FoldPlan,
  subject: Subject,
  kind: RobustnessKind,
  streamId: string,
  beat: Beat,
): RobustnessPart {
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
