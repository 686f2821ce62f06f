import { runBacktest } from '../../backtest/runBacktest.ts'
import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { AssumptionRow, RobustnessSpec, RobustnessSuite, StressFigures } from '../../contract/robustnessRecord.ts'
import type { Beat } from '../../job/beat.ts'
import type { StressMarket } from './stressedRequest.ts'
import { stressedRequest } from './stressedRequest.ts'
import { figuresOf } from './stressFigures.ts'
import type { StressTask } from './stressTask.ts'

type Execution = BacktestSpec['execution']

/** `why`: it cannot be told here; else the pessimistic choice, and what has to be known of the bars for it. */
type Assumption = {
  readonly id: string
  readonly asRun: string
  readonly pessimistic: string
  readonly why: string | null
  readonly change: (execution: Execution) => Execution
  readonly withFunding?: boolean
}

export type AssumptionCard = RobustnessSuite['assumptions']

/** What every fill of a backtest takes for granted, each alone at its pessimistic choice, and all of them together. */
export function assumptionCard(task: StressTask, beat: Beat): AssumptionCard {
  const assumptions = [fillAssumption(task), ...otherAssumptions(task)]
  const rows = assumptions.map((assumption, at): AssumptionRow => {
    beat(at, assumptions.length + 1, assumption.id)
    const { id, asRun, pessimistic } = assumption
    if (assumption.why !== null) return { id, asRun, pessimistic, figures: null, why: assumption.why }
    const made = figuresUnder(task, [assumption])
    return typeof made === 'string'
      ? { id, asRun, pessimistic, figures: null, why: made }
      : { id, asRun, pessimistic, figures: made, why: null }
  })
  beat(assumptions.length, assumptions.length + 1, 'all together')
  const usable = assumptions.filter((_, at) => rows[at]!.figures !== null)
  const together = figuresUnder(task, usable)
  if (typeof together === 'string')
    throw new Error(`Assumptions that each can be made cannot be made together: ${together}`)
  return { rows, together }
}

/** The trouble's sentence where they cannot be made. */
function figuresUnder(task: StressTask, assumptions: readonly Assumption[]): StressFigures | string {
  const execution = assumptions.reduce((terms, { change }) => change(terms), task.spec.execution)
  const spec = { ...task.spec, execution }
  const bars = assumptions.some(({ withFunding }) => withFunding === true) ? { bars: withFunding(task) } : {}
  const request = stressedRequest(task, { spec, ...bars })
  if (!request.ok) return request.trouble.message
  return figuresOf(request.value, runBacktest(request.value), task.clock)
}

function withFunding({ market, legs, predictions, funding }: StressTask): StressMarket {
  return { market, predictions, legs: legs.map((leg, k) => ({ ...leg, fundingRate: funding?.[k] ?? leg.fundingRate })) }
}

const FILL_WORDS: Readonly<Record<Execution['fill'], string>> = {
  next_open: 'at the next open',
  next_close: 'at the next close',
  this_close: 'at the deciding close',
}

/** The fill that earns least: the next open, the next close, or its own. */
function fillAssumption(task: StressTask): Assumption {
  const own = task.spec.execution.fill
  const at = (fill: Execution['fill']): Assumption => ({
    id: 'fill',
    asRun: FILL_WORDS[own],
    pessimistic: FILL_WORDS[fill],
    why: null,
    change: (execution) => ({ ...execution, fill }),
  })
  const profitAt = (fill: Execution['fill']) => {
    const figures = figuresUnder(task, [at(fill)])
    return typeof figures === 'string' ? Number.POSITIVE_INFINITY : figures.profit
  }
  const fills = (['next_open', 'next_close', own] as const).map((fill) => ({ fill, profit: profitAt(fill) }))
  return at(fills.reduce((worst, next) => (next.profit < worst.profit ? next : worst)).fill)
}

function otherAssumptions(task: StressTask): readonly Assumption[] {
  return [
    intrabarAssumption(task.spec),
    ...frictionAssumptions(task, task.settings.pessimistic),
    borrowAssumption(task, task.settings.pessimistic),
    fundingAssumption(task),
  ]
}

const INTRABAR_WORDS: Readonly<Record<Execution['intrabar'], string>> = {
  pessimistic: 'the stop came first',
  optimistic: 'the target came first',
  nearest: 'the nearer one came first',
}

function intrabarAssumption({ execution, risk_management: risk }: BacktestSpec): Assumption {
  const collides = risk.take_profit !== null && (risk.stop_loss !== null || risk.trailing_stop !== null)
  return {
    id: 'intrabar',
    asRun: INTRABAR_WORDS[execution.intrabar],
    pessimistic: INTRABAR_WORDS.pessimistic,
    why: collides ? null : 'It has not both stop and target.',
    change: (terms) => ({ ...terms, intrabar: 'pessimistic' }),
  }
}

function frictionAssumptions(
  { spec: { execution }, legs }: StressTask,
  choice: RobustnessSpec['pessimistic'],
): readonly Assumption[] {
  const hasVolume = legs.every(({ leg }) => leg.volume.some((value) => value > 0))
  const noVolume = hasVolume ? null : 'The bars of an instrument have no volume.'
  const spread = Math.max(execution.spread, choice.spread)
  const volatility = Math.max(execution.slippage_volatility, choice.slippage_volatility)
  const impact = impactOf(execution.market_impact)
  const coefficient =
    impact.model === 'square_root'
      ? Math.max(impact.coefficient ?? 0, choice.impact_coefficient)
      : choice.impact_coefficient
  const cap = Math.min(execution.volume_share ?? 1, choice.volume_share)
  return [
    {
      id: 'spread',
      asRun: `spread of ${bps(execution.spread)}`,
      pessimistic: `spread of ${bps(spread)}`,
      why: null,
      change: (terms) => ({ ...terms, spread }),
    },
    {
      id: 'slippage',
      asRun: `${execution.slippage_volatility} x bar volatility`,
      pessimistic: `${volatility} x bar volatility besides`,
      why: null,
      change: (terms) => ({ ...terms, slippage_volatility: volatility }),
    },
    {
      id: 'impact',
      asRun: impact.model === 'none' ? 'its orders move no price' : `${impact.model} impact`,
      pessimistic: `square-root, coefficient ${coefficient}`,
      why: noVolume,
      change: (terms) => ({ ...terms, market_impact: { model: 'square_root', coefficient } }),
    },
    {
      id: 'volume-cap',
      asRun:
        execution.volume_share === null
          ? 'every order is filled whole'
          : `at most ${percent(execution.volume_share)} of a bar`,
      pessimistic: `at most ${percent(cap)} of a bar`,
      why: noVolume,
      change: (terms) => ({ ...terms, volume_share: cap }),
    },
  ]
}

function borrowAssumption(
  { spec, legs }: StressTask,
  { borrow_per_year: most }: RobustnessSpec['pessimistic'],
): Assumption {
  const own = spec.execution.borrow_per_year ?? Math.max(...legs.map(({ costs }) => costs.borrowPerYear))
  const rate = Math.max(own, most)
  return {
    id: 'borrow',
    asRun: `borrow of ${percent(own)} a year`,
    pessimistic: `borrow of ${percent(rate)} a year`,
    why: spec.direction === 'long' ? 'It sells nothing short.' : null,
    change: (terms) => ({ ...terms, borrow_per_year: rate }),
  }
}

function fundingAssumption({ spec, funding }: StressTask): Assumption {
  const isPaid = spec.execution.funding
  return {
    id: 'funding',
    asRun: isPaid ? 'funding is paid and received' : 'no funding is paid',
    pessimistic: 'funding is paid and received',
    why: isPaid || funding !== null ? null : 'The workspace has no rates.',
    change: (terms) => ({ ...terms, funding: true }),
    withFunding: !isPaid,
  }
}

function impactOf(impact: Execution['market_impact']) {
  return typeof impact === 'string' ? { model: impact, coefficient: null } : impact
}

function bps(fraction: number): string {
  return `${Number((fraction * 10_000).toPrecision(6))} bps`
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(6))} %`
}
