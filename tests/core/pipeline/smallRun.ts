import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import { sampleColumns } from '../../../src/core/market/sampleColumns.ts'
import type { SampleKind } from '../../../src/core/market/sampleMarket.ts'
import { generateSample } from '../../../src/core/market/sampleMarket.ts'
import type { PairConfig } from '../../../src/core/pipeline/pairConfig.ts'
import { pairConfig } from '../../../src/core/pipeline/pairConfig.ts'
import type { PairOutputs } from '../../../src/core/pipeline/pairPipeline.ts'
import { PAIR_STAGES } from '../../../src/core/pipeline/pairPipeline.ts'
import type { FoldPlan } from '../../../src/core/pipeline/selection/foldPlan.ts'
import { planFolds } from '../../../src/core/pipeline/selection/foldPlan.ts'
import { createUnitRunner } from '../../../src/core/pipeline/unitRunner.ts'

const HOUR_MS = 3_600_000
const COSTS = { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 }

/** The pair configuration with less of everything that takes time. */
export function smallConfig(changes: Partial<PairConfig> = {}): PairConfig {
  const config = pairConfig({
    profile: 'crypto',
    barsPerYear: 8760,
    startCapital: 10_000,
    costs: { primary: COSTS, secondary: COSTS },
    iterate: 3,
    patternAid: false,
  })
  return {
    ...config,
    // Little data: more of it to learn from before the first test than a real run takes.
    folds: { ...config.folds, trainShare: 0.3, validationShare: 0.1 },
    search: { ...config.search, draws: 4 },
    simulation: { ...config.simulation, draws: 20 },
    robustness: { ...config.robustness, resamples: 200, drawdownResamples: 200, placeboShifts: 9 },
    ...changes,
  }
}

export function marketColumns(kind: SampleKind, seed: number, bars: number, strength = 5): PairColumns {
  const sample = generateSample({ kind, strength, seed, bars, intervalMs: HOUR_MS, startMs: Date.UTC(2019, 0, 1) })
  return sampleColumns(sample, HOUR_MS)
}

export function planOf(config: PairConfig, bars: number): FoldPlan {
  const plan = planFolds(config, bars)
  if (!plan.ok) throw new Error(plan.trouble.message)
  return plan.value
}

export type SmallRun = {
  readonly outputs: PairOutputs
  readonly plan: FoldPlan
  readonly developmentBars: number
  /** Every unit, result and output, as they were before they went through JSON. */
  readonly crossings: readonly { readonly what: string; readonly value: JsonValue }[]
  readonly trials: number
}

/** What no JSON can hold, with its path. */
export function lostInJson(value: unknown, path: string): string[] {
  if (value === undefined || typeof value === 'function' || ArrayBuffer.isView(value)) return [path]
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} ${value}`]
  if (Array.isArray(value)) return value.flatMap((entry, index) => lostInJson(entry, `${path}[${index}]`))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, entry]) => lostInJson(entry, `${path}.${key}`))
}

function throughJson(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value))
}

/** All computing stages in this process, units and results going through JSON as they do between threads. */
export function runStages(all: PairColumns, config: PairConfig, seed: number): SmallRun {
  const developmentBars = Math.floor(all.timeMs.length * (1 - config.holdOutShare))
  const columns = truncatePair(all, developmentBars)
  const run = createUnitRunner({ columns, config, seed })
  const plan = planOf(config, developmentBars)
  const outputs: Partial<Record<string, JsonValue>> = {}
  const crossings: { what: string; value: JsonValue }[] = []
  let trials = 0
  for (const stage of PAIR_STAGES) {
    const input = { config, seed, plan, outputs: outputs as Partial<PairOutputs> }
    trials += stage.trials(input).length
    const results: JsonValue[] = []
    for (let units = stage.plan(input, results); units.length > 0; units = stage.plan(input, results)) {
      for (const unit of units) {
        const result = run({ stage: stage.name, unit: throughJson(unit) }, () => {}) as JsonValue
        crossings.push(
          { what: `unit of ${stage.name}`, value: unit },
          { what: `result of ${stage.name}`, value: result },
        )
        results.push(throughJson(result))
      }
    }
    const output = stage.combine(input, results)
    crossings.push({ what: `output of ${stage.name}`, value: output })
    outputs[stage.name] = throughJson(output)
  }
  return { outputs: outputs as unknown as PairOutputs, plan, developmentBars, crossings, trials }
}
