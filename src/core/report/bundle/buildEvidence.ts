import type { EquityLine, Evidence } from '../../charts/evidence.ts'
import type { Account } from '../../pipeline/account.ts'
import { finalRobustness } from '../../pipeline/judgement/judge.ts'
import type { Bootstrap, StressPoint } from '../../pipeline/stages/robustness.ts'
import { syntheticLabel, verdictName } from '../verdictText.ts'
import type { BundleInput } from './bundleInput.ts'

function line(name: string, account: Account): EquityLine {
  return { name, dayStartMs: account.dayStartMs, equity: account.equity }
}

function dayText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

function spanText({ dayStartMs }: Account): string {
  return `${dayText(dayStartMs[0]!)} to ${dayText(dayStartMs.at(-1)!)}`
}

export function stressPoints(stress: readonly StressPoint[]) {
  return stress.map(({ costTimes, profit }) => ({ label: `×${costTimes.toFixed(2)}`, profit }))
}

function frame(input: BundleInput, main: Account, stress: readonly StressPoint[], bootstrap: Bootstrap | null) {
  const { facts, judgement } = input
  return {
    syntheticLabel: syntheticLabel(facts.synthetic),
    quoteCurrency: facts.workspace.quoteCurrency,
    startCapital: main.startCapital,
    monthly: { monthStartMs: main.monthStartMs, profit: main.monthProfit },
    stress: stressPoints(stress),
    bootstrap,
    verdict: verdictName(judgement.verdict),
  }
}

/** Chart 01: both legs under one capital as selected, beside what a filter of stated accuracy would have been worth. */
export function simulationEvidence(input: BundleInput): Evidence {
  const { facts, outputs } = input
  const { withoutModel, simulated } = outputs['portfolio-test']
  const { precision, recall, draws } = simulated
  const accuracy = `precision ${precision}, recall ${recall}`
  return {
    ...frame(input, withoutModel, outputs.robustness.stress, outputs.robustness.bootstrap),
    title: `${facts.symbols.primary} + ${facts.symbols.secondary}: portfolio test and simulated ML filter`,
    subtitle: `Stitched out-of-sample tests, ${spanText(withoutModel)}, after costs`,
    lines: [
      line('Without a model', withoutModel),
      {
        name: `Simulated filter, median of ${draws}`,
        dayStartMs: withoutModel.dayStartMs,
        equity: simulated.median,
      },
    ],
    band: {
      name: 'Simulated, P10 to P90',
      dayStartMs: withoutModel.dayStartMs,
      low: simulated.low,
      high: simulated.high,
    },
    notes: [
      `UPPER BOUND: the simulated filter is drawn from the true outcomes (${accuracy}). It looks ahead by design, is no result, and passes no gate.`,
      'Cost stress and bootstrap belong to the selection without a simulated filter. Trades that are right more often than the stated precision lie above it.',
    ],
  }
}

/** Chart 02: the trained filters on data they had not seen. */
export function realMlEvidence(input: BundleInput): Evidence {
  const { facts, outputs } = input
  const ml = outputs['ml-backtest']
  const plain = outputs['capital-curve'].chosen.account
  const { adopted, adoptedFolds, nestedImprovement } = outputs.optimize
  const final = finalRobustness(outputs)
  const decision = adopted
    ? `The trained filter was adopted in ${adoptedFolds.slice(0, -1).filter(Boolean).length} of ${adoptedFolds.length - 1} folds, where it had improved earlier validation data that it had no part in choosing.`
    : `The trained filter was not adopted: on ${nestedImprovement.events} later validation events it did not improve the net return enough (t = ${nestedImprovement.t?.toFixed(2) ?? 'not available'}).`
  return {
    ...frame(input, ml.account, ml.stress, ml.bootstrap),
    title: `${facts.symbols.primary} + ${facts.symbols.secondary}: trained models out of sample`,
    subtitle: `Stitched out-of-sample tests, ${spanText(ml.account)}, after costs`,
    lines: [
      line('With the trained filter', ml.account),
      line('Without a model', plain),
      ...(outputs.iterate.accepted === null ? [] : [line('As finally judged', final.curve.account)]),
    ],
    band: null,
    notes: [decision],
  }
}
