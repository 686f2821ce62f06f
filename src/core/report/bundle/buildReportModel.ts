import { exitRuleId } from '../../events/exitRule.ts'
import type { Passport } from '../../market/passport.ts'
import { finalRobustness } from '../../pipeline/judgement/judge.ts'
import type { Choice } from '../../pipeline/workbench.ts'
import type { FoldRow, ModelRow, PassportRow, ReportModel } from '../reportModel.ts'
import { stressPoints } from './buildEvidence.ts'
import { buildSummary } from './buildSummary.ts'
import type { BundleInput } from './bundleInput.ts'

export type ReportExtra = {
  readonly passports: readonly { readonly role: string; readonly passport: Passport }[]
  readonly testSpansMs: readonly { readonly from: number; readonly to: number }[]
  readonly lastMs: number
  readonly ledger: ReportModel['ledger']
  readonly rerunCommand: string
  readonly verifyCommand: string
}

const METHODS: readonly string[] = [
  'An event is decided at the close of a bar and filled at the next open; a bar that touches stop and target counts as a stop.',
  'Fees and slippage are paid on both sides, borrow on shorts; positions are sized by 1 % of equity at risk to the stop.',
  'Sharpe ratios are of UTC-day net returns; annual ones use 365 days, flat days included.',
  'The deflated Sharpe ratio is the 2012 form of the probabilistic Sharpe ratio against the best expected of all recorded trials.',
  'The placebo repeats the whole selection on events moved by one circular shift; p = (1 + as good) / (1 + shifts). It is of the selection itself, before any trained filter or accepted change.',
  'Where a trained filter was adopted or a change accepted, each gate on the stitched tests reads the worst of the variants: their choice saw validation blocks that later folds share with earlier tests.',
  'Drawdown is read at UTC-day ends, the start capital included, as a positive fraction.',
]

function choiceText(choice: Choice | null): string {
  if (choice === null) return 'none'
  const parameters = Object.entries(choice.setting.parameters).map(([name, value]) => `${name}=${value}`)
  return `${choice.setting.detectorId} ${parameters.join(' ')} exit ${exitRuleId(choice.exit)}`
}

function passportRow(role: string, passport: Passport): PassportRow {
  const rejected = passport.rejectsByReason
  return {
    role,
    symbol: passport.symbol,
    // By content, not by name: names of source files may carry other tickers, which no published file may.
    source: passport.sources.map((source) => `sha256 ${source.sha256.slice(0, 12)}`).join(', '),
    interval: passport.interval,
    firstMs: Date.parse(passport.firstTime ?? ''),
    lastMs: Date.parse(passport.lastTime ?? ''),
    bars: passport.clean,
    expectedBars: passport.expectedBars,
    gaps: passport.gapCount,
    missingBars: passport.missingBars,
    duplicates: (rejected['duplicate-identical'] ?? 0) + (rejected['duplicate-conflict'] ?? 0),
    rejects: passport.rejected,
    flagged: Object.values(passport.flags).reduce((sum, flag) => sum + flag.bars, 0),
    contentHash: passport.contentHash,
    completeness: passport.completeness,
  }
}

function foldRows({ outputs }: BundleInput, extra: ReportExtra): readonly FoldRow[] {
  const { select } = outputs
  const winners = select.winners.slice(0, -1)
  const { trades } = outputs['capital-curve'].chosen
  return winners.map((winner, index) => {
    const net = trades.netReturn.filter((_, row) => trades.fold[row] === index)
    return {
      fold: winner.fold + 1,
      scheme: winner.scheme,
      testStartMs: extra.testSpansMs[index]!.from,
      testEndMs: extra.testSpansMs[index]!.to,
      configuration: choiceText(winner.choice),
      rung: winner.rung,
      selectionScore: winner.score,
      testEvents: net.length,
      testNetExpectancy: net.length > 0 ? net.reduce((sum, value) => sum + value, 0) / net.length : null,
    }
  })
}

function modelRows({ outputs }: BundleInput): readonly ModelRow[] {
  const { choices, foldScores, draws, note } = outputs.optimize
  return choices.slice(0, -1).map((choice, fold) => {
    const score = outputs['ml-backtest'].scores.find((entry) => entry.fold === fold)
    return {
      name: `fold ${fold + 1}: ${score?.model ?? 'none'}`,
      outcome: foldScores[fold]!.refused === null ? 'trained' : 'refused',
      draws,
      threshold: score?.threshold ?? null,
      validationExpectancy: choice?.netReturnPerOffered ?? null,
      testExpectancy: score?.meanNetTaken ?? null,
      note: foldScores[fold]!.refused ?? note,
    }
  })
}

/** What the offline report shows, from a run's outputs. */
export function buildReportModel(input: BundleInput, extra: ReportExtra): ReportModel {
  const { outputs, holdOut, judgement, facts, config } = input
  const final = finalRobustness(outputs)
  const { placebo } = outputs.robustness
  const shifted = placebo.shifted.filter((score) => score !== null)
  return {
    summary: buildSummary(input),
    passports: extra.passports.map(({ role, passport }) => passportRow(role, passport)),
    eventRates: outputs.events.counts.map(({ detector, role, long, short, perDay }) => ({
      detector,
      role,
      long,
      short,
      perDay,
    })),
    plannedCells: outputs.analyze.plannedCells,
    expectancy: expectancyRows(input),
    folds: foldRows(input, extra),
    fallbackAttempts: outputs.select.attempts.map(({ fold, rung, name, passed }) => ({
      fold: fold + 1,
      rung,
      constraints: name,
      candidates: outputs.select.configurations,
      passed,
    })),
    models: modelRows(input),
    stress: stressPoints(final.stress),
    bootstrap: final.bootstrap,
    neighbours: final.neighbours.map(({ label, profit }) => ({ label, profit })),
    delayedEntryProfit: final.delayedEntryProfit,
    monteCarlo:
      final.drawdowns === null
        ? null
        : {
            draws: final.drawdowns.draws,
            observed: final.drawdowns.observed,
            p50: final.drawdowns.p50,
            p90: final.drawdowns.p90,
            p95: final.drawdowns.p95,
          },
    placebo: placebo.real === null || placebo.p === null ? null : { real: placebo.real, shifted, pValue: placebo.p },
    holdOut: {
      startMs: facts.holdOutStartMs,
      endMs: extra.lastMs,
      events: holdOut.events,
      netExpectancy: holdOut.netExpectancy,
      profit: holdOut.account.profit,
      pValue: holdOut.p,
      openings: facts.openings,
      correctedPValue: judgement.holdOutPAdjusted,
      configuration: choiceText(outputs.iterate.subject.choices.at(-1) ?? null),
    },
    ledger: extra.ledger,
    methods: [
      ...METHODS,
      `Placebo shifts: ${config.robustness.placeboShifts}; bootstrap resamples: ${config.robustness.resamples}.`,
    ],
    rerunCommand: extra.rerunCommand,
    verifyCommand: extra.verifyCommand,
  }
}

function expectancyRows({ outputs }: BundleInput): ReportModel['expectancy'] {
  const rows = outputs.analyze.cells.flatMap((cell) => {
    const { mean, median, hitRate, hacT, low, high, q } = cell
    if (
      mean === null ||
      median === null ||
      hitRate === null ||
      hacT === null ||
      low === null ||
      high === null ||
      q === null
    )
      return []
    return [
      {
        detector: cell.detector,
        direction: cell.direction,
        role: cell.role,
        volatilityRegime: cell.volatilityRegime,
        hourBucket: cell.dayPart,
        events: cell.events,
        mean,
        median,
        hitRate,
        tStatistic: hacT,
        low,
        high,
        qValue: q,
      },
    ]
  })
  return rows.sort((a, b) => a.qValue - b.qValue || Math.abs(b.tStatistic) - Math.abs(a.tStatistic))
}
