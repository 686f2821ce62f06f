import type { LeakScanRecord } from '../../contract/leakScanRecord.ts'
import { STANDARD_PROBES } from '../../validation/leakScan.ts'
import type { EventsOutput } from '../stages/eventsStage.ts'
import { leakRecord, SHOWN_FINDINGS, statedPart } from './leakRecord.ts'

/** The scan that the stage `events` makes of every feature and detector, as it is kept beside other results. */
export function pairLeakRecord({ leakScan }: Pick<EventsOutput, 'leakScan'>): LeakScanRecord {
  const { clean, checked, findings, unproven } = leakScan
  const state = clean ? 'clean' : findings.length > 0 ? 'leaks' : 'unproven'
  const [first] = findings
  const reason =
    first !== undefined
      ? `${first.name} changes with later bars: bar ${first.index} (${first.probe} at ${first.cut}).`
      : clean
        ? `Every feature and detector: ${checked} values came out the same.`
        : `Nothing but missing values of ${unproven.slice(0, 3).join(', ')} could be compared.`
  return leakRecord([
    {
      ...statedPart('features', 'features and detectors', state, reason),
      probes: [...STANDARD_PROBES],
      compared: checked,
      findingCount: findings.length,
      findings: findings.slice(0, SHOWN_FINDINGS).map((finding) => ({ ...finding, whole: null, recomputed: null })),
      unproven: [...unproven],
    },
  ])
}
