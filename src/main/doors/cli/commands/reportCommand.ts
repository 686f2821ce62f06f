import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { ReportForm, WrittenReport } from '../../../engine/reports/writeReport.ts'
import { withExamples } from '../examples.ts'
import { reportRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'

type ReportFlags = {
  readonly out?: string
  readonly result?: string
  readonly html?: boolean
  readonly pdf?: boolean
  readonly bundle?: boolean
  readonly progress?: ProgressMode
}
type ReportMade = WrittenReport & { readonly folder: string }

export function registerReportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('report <workspace> [result]')
    .description(
      'Write a kept result as one offline page (charts live, tables sortable) and as a PDF; the first letters of its id are enough',
    )
    .option('--result <id>', 'the result, as it is named behind the workspace')
    .option('--out <folder>', 'where it is written (default: exports/<id> of the workspace)')
    .option('--html', 'the page alone')
    .option('--pdf', 'the PDF alone')
    .option(
      '--bundle',
      'with the files of the result and a list of all hashes, in a folder to hand on (see: assay verify --bundle)',
    )
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, result: string | undefined, flags: ReportFlags, self: Command) =>
      runCommand(
        context,
        self,
        (session) => report(session, workspace, result ?? flags.result ?? '', flags),
        reportText,
      ),
    )
  withExamples(command, [
    'assay report btc_eth 3f2a',
    'assay report btc_eth 3f2a --pdf --out ~/Documents/btc',
    'assay report stocks AAPL_daily@1f0a93bc',
    'assay report btc_eth 3f2a --bundle --out ~/Documents/btc',
  ])
}

async function report(
  session: Session,
  workspace: string,
  result: string,
  flags: ReportFlags,
): Promise<Outcome<ReportMade>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { STAGES } = await import('../../../engine/pipeline/stageRange.ts')
  const { findResult } = await import('../../../engine/reports/findResult.ts')
  const { REPORT_STAGES } = await import('../../../engine/reports/makeReport.ts')
  const { makeBundledReport } = await import('../../../engine/verifying/makeBundledReport.ts')
  const opened = openWorkspace(assembleWorkspacePorts(session.home), workspace)
  if (!opened.ok) return opened
  const found = findResult(opened.value.files, workspace, result)
  if (!found.ok) return found
  const plan = {
    workspace,
    command: `assay report ${workspace} ${found.value.id}`,
    spec: { result: found.value.id },
    stages: found.value.kind === 'run' ? STAGES : REPORT_STAGES,
    progress: flags.progress,
    request: isPlain(flags) ? reportRequest(found.value.id) : null,
  }
  return runAsJob(session, plan, async (parts) => {
    const { assembleOutFolder } = await import('../../../assembleModels.ts')
    const { assembleReportPorts } = await import('../../../assembleReports.ts')
    const ports = await assembleReportPorts(session.home, workspace, parts.opened.files)
    if (!ports.ok) return ports
    try {
      const folder = flags.out ?? (flags.bundle === true ? bundleFolder(parts.opened.files.root, found.value.id) : null)
      const out = folder === null ? null : assembleOutFolder(resolve(folder))
      const wish = { found: found.value, forms: formsOf(flags), out, isBundle: flags.bundle === true }
      const made = await makeBundledReport(ports.value, parts, wish, defaultWorkers())
      return made.ok ? success({ ...made.value, folder: folder ?? workspace }) : made
    } finally {
      ports.value.ledger.close()
    }
  })
}

/** What an engine that serves the home has words for. */
function isPlain({ out, html, pdf, bundle }: ReportFlags): boolean {
  return [out, html, pdf, bundle].every((flag) => flag === undefined)
}

function bundleFolder(workspaceRoot: string, id: string): string {
  return join(workspaceRoot, 'exports', id, 'bundle')
}

function formsOf({ html, pdf }: ReportFlags): readonly ReportForm[] {
  if (html === pdf) return ['html', 'pdf']
  return html === true ? ['html'] : ['pdf']
}

function reportText({ kind, id, folder, files }: ReportMade): string {
  const lines = files.map(
    ({ file, sha256, bytes }) =>
      `  ${sha256.slice(0, 16)}  ${String(Math.ceil(bytes / 1024)).padStart(5)} KB  ${folder}/${file}`,
  )
  return [`Report of the ${kind} ${id}:`, ...lines].join('\n')
}
