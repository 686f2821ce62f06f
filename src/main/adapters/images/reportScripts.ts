import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReportScripts } from '../../engine/ports/reportScripts.ts'

/** From the packages as they are installed: their own builds for a page without modules. */
export const installedReportScripts: ReportScripts = {
  charts: () => sourceOf('echarts/dist/echarts.common.min.js'),
  sorting: () => sourceOf('sortable-tablesort/dist/sortable.min.js'),
}

/** A package that was pruned has no such file: then the report does without. */
function sourceOf(file: string): string | null {
  try {
    return readFileSync(fileURLToPath(import.meta.resolve(file)), 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return null
  }
}
