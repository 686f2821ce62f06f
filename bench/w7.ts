import { createJavascriptKernels } from '../src/core/backtest/signals/javascriptKernels.ts'
import type { Kernels } from '../src/core/backtest/signals/kernels.ts'
import { BOOTSTRAP_FIGURES } from '../src/core/backtest/signals/kernels.ts'
import { loadKernels } from '../src/main/adapters/wasm/wasmKernels.ts'
import { matches, timeAgainst } from './againstReference.ts'
import type { Figure } from './figure.ts'
import type { Reference } from './referenceBench.ts'
import { withReference } from './referenceBench.ts'

const RESAMPLES = 10_000
const FIRST_SEED = 777_000
const RESTART_SHARE = 0.1
const DAYS_A_YEAR = 252

/** Stationary bootstrap of 5,000 returns: Sharpe ratio and drawdown of 10,000 resamples. */
export async function run(): Promise<readonly Figure[]> {
  return (await withReference(async (reference) => measure(reference))) ?? []
}

function measure(reference: Reference): readonly Figure[] {
  const returns = reference.column('returns')
  const kernels = loadKernels()
  console.log(`Kernels: ${kernels.kind}`)
  const bootstrap = (from: Kernels) => from.bootstrapFigures(returns, FIRST_SEED, RESAMPLES, RESTART_SHARE)
  const figures = bootstrap(kernels)
  const other = bootstrap(createJavascriptKernels())
  const differing = figures.reduce((count, value, at) => count + (value === other[at] ? 0 : 1), 0)
  const sharpes = Float64Array.from({ length: RESAMPLES }, (_, at) => sharpeOf(figures, at))
  const falls = Float64Array.from({ length: RESAMPLES }, (_, at) => figures[at * BOOTSTRAP_FIGURES + 2]! - 1)
  return [
    matches('w7-first-sharpe', sharpes[0]!, 0.764835448159),
    matches('w7-first-drawdown', falls[0]!, -0.367368807608),
    matches('w7-mean-sharpe', meanOf(sharpes), 0.764427738895),
    matches('w7-mean-drawdown', meanOf(falls), -0.399547730168),
    { name: 'w7-differing-from-javascript', value: differing, unit: '', goal: '0', ok: differing === 0 },
    ...timeAgainst(reference, 'w7', [{ name: 'W7', limit: 2, run: () => void bootstrap(kernels) }]),
  ]
}

function sharpeOf(figures: Float64Array, at: number): number {
  const from = at * BOOTSTRAP_FIGURES
  return (figures[from]! / figures[from + 1]!) * Math.sqrt(DAYS_A_YEAR)
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
