import { type Outcome, success } from '../core/outcome/outcome.ts'
import { assembleDataPorts, assembleRunPorts } from './assemble.ts'
import type { GuardedFiles } from './engine/ports/guardedFiles.ts'
import type { RunPorts } from './engine/ports/runPorts.ts'
import type { ReportPorts } from './engine/reports/reportPorts.ts'

/** What making reports of the workspace behind `files` needs. The one who asks closes the ledger. */
export async function assembleReportPorts(
  home: string,
  workspace: string,
  files: GuardedFiles,
): Promise<Outcome<ReportPorts & RunPorts>> {
  const { installedReportScripts } = await import('./adapters/images/reportScripts.ts')
  const { pdfSheets } = await import('./adapters/pdf/pdfSheets.ts')
  const ports = await assembleRunPorts(home, workspace, files)
  if (!ports.ok) return ports
  const data = await assembleDataPorts(files)
  return success({ ...data, ...ports.value, scripts: installedReportScripts, sheets: pdfSheets })
}
