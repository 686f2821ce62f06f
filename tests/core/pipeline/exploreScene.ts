import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { curveSubject } from '../../../src/core/pipeline/explore/curveSubject.ts'
import { eventsView } from '../../../src/core/pipeline/explore/eventsView.ts'
import { curveOf } from '../../../src/core/pipeline/stages/capitalCurveStage.ts'
import { subjectOf } from '../../../src/core/pipeline/stages/selectStage.ts'
import type { Subject } from '../../../src/core/pipeline/subject/subject.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { marketColumns, runStages, smallConfig } from './smallRun.ts'

export const SEED = 1
export const CONFIG = smallConfig()
export const ALL = marketColumns('planted', 4, 6000)
export const RUN = runStages(ALL, CONFIG, SEED)
export const DEVELOPMENT = truncatePair(ALL, RUN.developmentBars)
export const BENCH = createWorkbench(DEVELOPMENT, CONFIG, SEED)
export const quiet = () => {}

export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'success' : outcome.trouble.code
}

export const events = (detector: string) => unwrap(eventsView(BENCH, detector))

/** A filter, other exits and models at once: more than any curve of this run has. */
export const CHANGED: Subject = {
  ...subjectOf(RUN.outputs.select),
  filter: 'shorts-only',
  exitTimes: { target: 0.75, stop: 1, limit: 1.5 },
  learning: RUN.outputs.optimize.plan,
}

export const KEPT = {
  selected: RUN.outputs['capital-curve'].chosen,
  anchored: RUN.outputs['capital-curve'].anchored,
  rolling: RUN.outputs['capital-curve'].rolling,
  model: RUN.outputs['ml-backtest'],
  judged: RUN.outputs.iterate.accepted?.curve ?? RUN.outputs.robustness.curve,
  changed: curveOf(BENCH, RUN.plan, CHANGED),
} as const

export function subjectNamed(curve: keyof typeof KEPT): Subject {
  return curve === 'changed' ? CHANGED : unwrap(curveSubject(RUN.outputs, curve))
}
