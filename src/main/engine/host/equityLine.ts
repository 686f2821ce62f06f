import { sampleLine } from '../../../core/charts/sampleLine.ts'
import { judgedEquity } from '../../../core/contract/judgedEquity.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { recentValues } from './recentValues.ts'

const MOST_POINTS = 120
const MOST_LINES = 1_000

export type EquityLines = (files: GuardedFiles, runId: string) => readonly number[]

/**
 * The capital of a complete run over its tests, from its start capital on, in few points that keep the line's look. A run never changes, so
 * it is read once. Empty where its stage outputs are gone or not readable.
 */
export function createEquityLines(): EquityLines {
  const known = recentValues<readonly number[]>(MOST_LINES)
  return (files, runId) => {
    const key = `${files.root} ${runId}`
    const held = known.get(key)
    if (held !== undefined) return held
    const equity = judgedEquity(stageOutput(files, runId, 'iterate'), stageOutput(files, runId, 'robustness'))
    if (equity === null) return []
    const days = equity.map((_, day) => day)
    const line = sampleLine(days, equity, MOST_POINTS).map((day) => equity[day]!)
    known.set(key, line)
    return line
  }
}

function stageOutput(files: GuardedFiles, runId: string, stage: string): unknown {
  const text = files.readText(`runs/${runId}/stages/${stage}.json`)
  if (!text.ok) return null
  try {
    return JSON.parse(text.value)
  } catch {
    return null
  }
}
