import type { Summary } from '../../contract/summary.ts'
import { finalRobustness } from '../../pipeline/judgement/judge.ts'
import type { BundleInput } from './bundleInput.ts'

function stressProfit(input: BundleInput, costTimes: number): number {
  const point = finalRobustness(input.outputs).stress.find((candidate) => candidate.costTimes === costTimes)
  if (point === undefined) throw new Error(`No stress at ${costTimes} times the costs`)
  return point.profit
}

function fallbacks({ outputs }: BundleInput): Summary['fallbacks'] {
  const { attempts } = outputs.select
  const relaxed = attempts.filter(({ fold }) => attempts.some((attempt) => attempt.fold === fold && attempt.rung > 0))
  return relaxed.map(({ fold, rung, name, passed }) => ({
    fold: fold + 1,
    rung,
    reason: passed > 0 ? `"${name}": ${passed} configurations passed.` : `"${name}": no configuration passed.`,
  }))
}

/** The run in one JSON document; the keys are the product's interface. */
export function buildSummary(input: BundleInput): Summary {
  const { facts, outputs, holdOut, judgement, trialStudy } = input
  const final = finalRobustness(outputs)
  const { account } = final.curve
  const { instruments, quoteCurrency } = facts.workspace
  const traded = instruments.filter(
    ({ symbol }) => symbol === facts.symbols.primary || symbol === facts.symbols.secondary,
  )
  const { requested, used, reason } = outputs.optimize.patternAid
  return {
    schemaVersion: 1,
    runId: facts.runId,
    workspace: facts.workspace.name,
    symbols: facts.symbols,
    quoteCurrency,
    profile: facts.workspace.profile,
    costs: Object.fromEntries(traded.map(({ symbol, costs }) => [symbol, costs])),
    dataHashes: { ...facts.dataHashes },
    configHash: facts.configHash,
    seed: facts.seed,
    engineVersion: facts.engineVersion,
    eventsPerDayAndLeg: outputs.events.perDayAndLeg,
    startCapital: account.startCapital,
    endEquity: account.endEquity,
    avgMonthlyProfit: account.avgMonthlyProfit,
    maxDrawdown: account.maxDrawdown,
    calmar: account.calmar,
    stress: {
      x100: stressProfit(input, 1),
      x125: stressProfit(input, 1.25),
      x150: stressProfit(input, 1.5),
      x200: stressProfit(input, 2),
    },
    bootstrapMonthlyMean: {
      p10: final.bootstrap?.p10 ?? null,
      p50: final.bootstrap?.p50 ?? null,
      p90: final.bootstrap?.p90 ?? null,
    },
    placeboP: outputs.robustness.placebo.p,
    dsr: judgement.deflatedSharpe,
    trials: facts.trials,
    holdOut: {
      start: new Date(facts.holdOutStartMs).toISOString(),
      openings: facts.openings,
      netExpectancy: holdOut.netExpectancy,
    },
    gates: [...judgement.gates],
    verdict: judgement.verdict,
    endpoint: `${outputs.iterate.endpoint}: ${outputs.iterate.reason}`,
    tries: [...outputs.iterate.tries],
    buyAndHold: facts.buyAndHold,
    patternAid: { requested, used, reason },
    fallbacks: fallbacks(input),
    trialStudy,
    synthetic: facts.synthetic,
  }
}
