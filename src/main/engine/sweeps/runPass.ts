import { FIGURE_WIDTH, figureOfRow, keepsConstraints, scoreOf } from '../../../core/backtest/sweep/objective.ts'
import { trialNames } from '../../../core/backtest/sweep/trialNames.ts'
import { waveSource } from '../../../core/backtest/sweep/waveSource.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { SearchHistory } from '../../../core/stats/search/searchHistory.ts'
import { createHistory } from '../../../core/stats/search/searchHistory.ts'
import type { PreparedSweep, SweepPass } from './prepareSweep.ts'
import type { WaveParts } from './runWave.ts'
import { runWave } from './runWave.ts'
import type { SweepScope } from './sweepPorts.ts'
import type { figureTerms } from './sweepTerms.ts'
import { utcDaySharpe } from './sweepTerms.ts'
import { SWEEP_TRIALS, trialContent } from './trialContent.ts'

/** `onRows` is told how many rows of the pass are done. */
export type PassParts = WaveParts & {
  readonly sweep: PreparedSweep
  readonly scope: SweepScope
}

/** All configurations of a pass, in the order of `results.parquet`. */
export type PassResult = {
  readonly history: SearchHistory
  /** Rows of each wave. */
  readonly waves: readonly number[]
  readonly brokeConstraints: number
}

/** Evaluates one pass, wave by wave. Each wave is in the ledger before its first configuration is evaluated. */
export async function runPass(
  parts: PassParts,
  pass: SweepPass,
  terms: ReturnType<typeof figureTerms>,
): Promise<Outcome<PassResult>> {
  const { sweep, ports, shared, scope } = parts
  const { axes, plan, constraints, spec, prepared } = sweep
  const width = axes.length
  const { timeMs } = prepared.request.market
  const span = { fromMs: timeMs[pass.fromBar]!, toMs: timeMs[pass.toBar - 1]! + prepared.request.market.intervalMs }
  const nameTrial = trialNames(ports.hash, ...trialContent(sweep, { ...scope, span }))
  const source = waveSource({ ...plan, name: `sweep/${pass.fold}` })
  const history = createHistory(width, plan.trials)
  const waves: number[] = []
  let brokeConstraints = 0
  for (let wave = 0; ; wave++) {
    const coordinates = source.next(history)
    if (coordinates === null) break
    const rows = coordinates.length / width
    const ids = Array.from({ length: rows }, (_, row) => nameTrial(coordinates, row * width))
    const name = `${pass.fold}/${wave}`
    const recorded = ports.ledger.appendTrialBlock({ ...scope, span, stage: SWEEP_TRIALS, name, ids })
    if (!recorded.ok) return recorded
    shared.coordinates.set(coordinates)
    const before = history.count
    const ran = await runWave({ ...parts, onRows: (done) => parts.onRows(before + done) }, pass, wave, rows)
    if (!ran.ok) return ran
    const figures = shared.figures.subarray(0, rows * FIGURE_WIDTH)
    const scores = Float64Array.from({ length: rows }, (_, row) => {
      if (!keepsConstraints(constraints, figures, row * FIGURE_WIDTH, terms)) {
        brokeConstraints++
        return Number.NaN
      }
      const score = scoreOf(
        spec.optimization_metric,
        figureOfRow(spec.optimization_metric, figures, row * FIGURE_WIDTH, terms),
      )
      return Number.isFinite(score) ? score : Number.NaN
    })
    history.coordinates.set(coordinates, history.count * width)
    history.scores.set(scores, history.count)
    history.count += rows
    const sharpes = Float64Array.from({ length: rows }, (_, row) => utcDaySharpe(figures, row * FIGURE_WIDTH, terms))
    const scored = ports.ledger.appendResultBlock({ runId: scope.runId, name, sharpes })
    if (!scored.ok) return scored
    waves.push(rows)
  }
  return success({ history, waves, brokeConstraints })
}
