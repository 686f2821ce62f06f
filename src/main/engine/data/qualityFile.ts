import type { QualityReport } from '../../../core/market/qualityReport.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { QUALITY_FILE } from './layout.ts'

type QualityBySeries = Readonly<Record<string, unknown>>

/** The reports of all series of the workspace, by series. What cannot be read is left out: each import makes its own series' part anew. */
function readQuality(files: GuardedFiles): QualityBySeries {
  const text = files.exists(QUALITY_FILE) ? files.readText(QUALITY_FILE) : null
  if (text === null || !text.ok) return {}
  try {
    const parsed: unknown = JSON.parse(text.value)
    const series = typeof parsed === 'object' && parsed !== null && 'series' in parsed ? parsed.series : null
    return typeof series === 'object' && series !== null ? { ...series } : {}
  } catch {
    return {}
  }
}

function qualityText(series: QualityBySeries): string {
  const sorted = Object.entries(series).sort(([a], [b]) => (a < b ? -1 : 1))
  return `${JSON.stringify({ schemaVersion: 1, series: Object.fromEntries(sorted) }, null, 2)}\n`
}

/** `quality.json` with this series' report in it; the others as they were. */
export function qualityWith(files: GuardedFiles, series: string, report: QualityReport): string {
  return qualityText({ ...readQuality(files), [series]: report })
}

/** `quality.json` without this series; null where no other is left. */
export function qualityWithout(files: GuardedFiles, series: string): string | null {
  const { [series]: _gone, ...rest } = readQuality(files)
  return Object.keys(rest).length === 0 ? null : qualityText(rest)
}
