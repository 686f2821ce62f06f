import type { FindingSeverity } from '../../contract/workbench/buildViews.ts'

/** What a check of a sensor found. An `error`: nothing that reads the sensor can be believed. */
export type SensorFinding = {
  /** Stable, kebab-case. */
  readonly code: string
  readonly severity: FindingSeverity
  readonly sentence: string
  readonly advice: string
}

/** One finding where it holds. */
export function findingWhere(holds: boolean, finding: () => SensorFinding): readonly SensorFinding[] {
  return holds ? [finding()] : []
}
