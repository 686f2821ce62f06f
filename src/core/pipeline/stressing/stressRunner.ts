import type { JsonValue } from '../../contract/jsonValue.ts'
import type { UnitRunner } from '../../contract/unitRunner.ts'
import { runStressUnit } from './runStressUnit.ts'
import { createStressBench, type StressBench } from './stressBench.ts'
import type { StressTask } from './stressTask.ts'
import type { StressResult, StressUnit } from './stressUnits.ts'

/** Runs the units of a robustness suite. All randomness of a unit comes from its draws' names, so that it does not matter where and when it is run. */
export function createStressRunner(payload: unknown): UnitRunner {
  const task = payload as StressTask
  let bench: StressBench | null = null
  return (request, beat) => {
    bench ??= createStressBench(task)
    return JSON.parse(JSON.stringify(runStressUnit(bench, request as unknown as StressUnit, beat))) as JsonValue
  }
}

/** A result that came back from a worker or a file, with its type back. */
export function stressResultOf(value: JsonValue): StressResult {
  return value as unknown as StressResult
}
