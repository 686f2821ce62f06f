import { dayReturns, simulateAccount } from '../../backtest/simulateAccount.ts'
import { createTradeList } from '../../backtest/tradeList.ts'
import type { Beat } from '../../job/beat.ts'
import { sharpe } from '../../metrics/sharpe.ts'
import type { PairConfig } from '../pairConfig.ts'
import type { Winner } from '../selection/chooseWinner.ts'
import type { FoldPlan, Scheme } from '../selection/foldPlan.ts'
import { SCHEMES } from '../selection/foldPlan.ts'
import { NO_SCORE, STATISTIC_COUNT } from '../selection/foldStatistics.ts'
import { allFolds, frozenWinners, gridStatistics, selectFromStatistics } from '../selection/selectConfigurations.ts'
import type { ReturnUnits } from '../selection/trialReturns.ts'
import { billionths, joinReturns, keptConfigurations } from '../selection/trialReturns.ts'
import type { Stage, StageInput } from '../stage.ts'
import { once } from '../stage.ts'
import type { Subject } from '../subject/subject.ts'
import { UNCHANGED_EXIT } from '../subject/subject.ts'
import type { Choice, Workbench } from '../workbench.ts'
import { choiceOf, configurationCount } from '../workbench.ts'

export type FoldWinner = {
  readonly fold: number
  readonly scheme: Scheme
  readonly configuration: number
  readonly choice: Choice | null
  readonly rung: number
  readonly score: number | null
  readonly eligible: number
}

/** One rung that a fold tried, and how many configurations passed it. */
export type RungAttempt = {
  readonly fold: number
  readonly rung: number
  readonly name: string
  readonly passed: number
}

export type SelectOutput = {
  readonly configurations: number
  /** What each fold is frozen with; the last entry is the hold-out's. */
  readonly winners: readonly FoldWinner[]
  readonly schemes: readonly {
    readonly scheme: Scheme
    readonly validationReturns: readonly number[]
    readonly winners: readonly FoldWinner[]
  }[]
  readonly attempts: readonly RungAttempt[]
  readonly relaxed: boolean
  readonly trialSharpes: readonly (number | null)[]
}

type SelectUnit = { readonly from: number; readonly to: number }
type SelectResult = {
  readonly statistics: readonly number[]
  readonly sharpes: readonly (number | null)[]
  readonly returns: ReturnUnits
}

const CONFIGURATIONS_PER_UNIT = 48

/** Sharpe ratio per UTC day, and day returns, of each configuration over the training and validation data of the last tested fold: no outcome of its test is read. */
function trialAccounts(
  bench: Workbench,
  plan: FoldPlan,
  unit: SelectUnit,
  beat: Beat,
): Pick<SelectResult, 'sharpes' | 'returns'> {
  const { clock, columns, config } = bench
  const lastTest = plan.anchored.at(-2)!.test.from
  const toDay = clock.dayOfBar[lastTest]!
  const kept = new Set(keptConfigurations(configurationCount(config), toDay, bench.seed))
  const scratch = createTradeList(columns.timeMs.length)
  const sharpes: (number | null)[] = []
  const told: (readonly number[])[] = []
  for (let configuration = unit.from; configuration < unit.to; configuration++) {
    if ((configuration & 15) === 0) beat(configuration - unit.from, unit.to - unit.from, 'accounts of trials')
    const trades = bench.trades(choiceOf(config, configuration), { out: scratch })
    while (trades.count > 0 && trades.exitBar[trades.count - 1]! >= lastTest) trades.count--
    const equity = simulateAccount(columns, clock, trades, bench.terms(1), config.startCapital)
    const returns = dayReturns(equity, 0, toDay)
    sharpes.push(trades.count > 0 ? sharpe(returns, 1) : null)
    if (kept.has(configuration)) told.push(billionths(returns))
  }
  return { sharpes, returns: { firstDayMs: clock.dayStartMs[0]!, days: toDay, billionths: told.flat() } }
}

function describeWinner({ config }: StageInput<object>, winner: Winner, fold: number, scheme: Scheme): FoldWinner {
  return {
    fold,
    scheme,
    configuration: winner.configuration,
    choice: winner.configuration < 0 ? null : choiceOf(config, winner.configuration),
    rung: winner.rung,
    score: winner.score > NO_SCORE ? winner.score : null,
    eligible: winner.eligible,
  }
}

/** The frozen choices as the subject of every later stage; or those of one scheme alone. */
export function subjectOf(output: SelectOutput, scheme?: Scheme): Subject {
  const alone = output.schemes.find((entry) => entry.scheme === scheme)
  const { winners } = alone ?? output
  return {
    schemeOfFold: winners.map((winner) => winner.scheme),
    choices: winners.map((winner) => winner.choice),
    filter: 'none',
    exitTimes: UNCHANGED_EXIT,
    learning: null,
  }
}

/** The grid under walk-forward, rolling and anchored; each fold frozen on its own past. */
export const selectStage: Stage<object, SelectUnit, SelectResult, SelectOutput> = {
  name: 'select',
  title: 'Selection under walk-forward',
  needs: [],
  weight: 5,
  trials: ({ config }) => {
    const { costs, sizing, folds, ladder } = config
    const grid = Array.from({ length: configurationCount(config) }, (_, configuration) => ({
      ...choiceOf(config, configuration),
      costs,
      sizing,
    }))
    // The choice between the schemes is two more trials: each is one configuration of the whole selection.
    const schemes = SCHEMES.map((scheme) => ({ scheme, folds, ladder, costs, sizing }))
    return [...grid, ...schemes]
  },
  plan: ({ config }, results) =>
    once(results, () => {
      const total = configurationCount(config)
      const units = Math.ceil(total / CONFIGURATIONS_PER_UNIT)
      return Array.from({ length: units }, (_, index) => ({
        from: index * CONFIGURATIONS_PER_UNIT,
        to: Math.min(total, (index + 1) * CONFIGURATIONS_PER_UNIT),
      }))
    }),
  runUnit: (bench, plan, unit, beat) => ({
    statistics: [...gridStatistics(bench, plan, unit.from, unit.to, 0, beat)],
    ...trialAccounts(bench, plan, unit, beat),
  }),
  combine: (input, results) => {
    const { config, plan } = input
    const configurations = configurationCount(config)
    const statistics = new Float64Array(configurations * allFolds(plan).length * STATISTIC_COUNT)
    let offset = 0
    for (const result of results) {
      statistics.set(result.statistics, offset)
      offset += result.statistics.length
    }
    const selection = selectFromStatistics(config, plan, statistics)
    const schemes = selection.schemes.map(({ scheme, winners, validationReturns }) => ({
      scheme,
      validationReturns,
      winners: winners.map((winner, fold) => describeWinner(input, winner, fold, scheme)),
    }))
    const winners = frozenWinners(selection).map((winner, fold) =>
      describeWinner(input, winner, fold, selection.schemeOfFold[fold]!),
    )
    return {
      configurations,
      winners,
      schemes,
      attempts: winners.flatMap((winner) => rungAttempts(config, winner)),
      relaxed: winners.some((winner) => winner.rung > 0),
      trialSharpes: results.flatMap((result) => result.sharpes),
    }
  },
  trialSharpes: (output) => output.trialSharpes,
  trialReturns: ({ config, seed }, results) =>
    joinReturns(
      results.map(({ returns }) => returns),
      configurationCount(config),
      seed,
    ),
}

/** Every rung up to the one that was used; on those before it nothing passed. */
function rungAttempts({ ladder }: PairConfig, { fold, rung, eligible }: FoldWinner): readonly RungAttempt[] {
  return Array.from({ length: rung + 1 }, (_, tried) => ({
    fold,
    rung: tried,
    name: ladder[tried]!.name,
    passed: tried === rung ? eligible : 0,
  }))
}
