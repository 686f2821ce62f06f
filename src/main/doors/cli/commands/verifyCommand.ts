import { type Command, Option } from 'commander'
import { STAGES } from '../../../engine/pipeline/stageRange.ts'
import type { VerifyReport } from '../../../engine/pipeline/verifyRun.ts'
import { withExamples } from '../examples.ts'
import { verifyRequest } from '../joining/jobRequests.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { defaultWorkers } from '../runWorkspace.ts'

type VerifyFlags = { readonly run: string; readonly workers?: number; readonly progress?: ProgressMode }

export function registerVerifyCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('verify <workspace>')
    .description('Run a run again and compare the hashes of every published file')
    .requiredOption('--run <id>', 'the run; the first letters of its id are enough')
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: VerifyFlags, self: Command) =>
      runCommand(context, self, (session) => verify(session, workspace, flags), verifyText),
    )
  withExamples(command, ['assay verify btc_eth --run 3f2a'])
}

async function verify(session: Session, workspace: string, flags: VerifyFlags) {
  const { run, workers = defaultWorkers(), progress } = flags
  const { assembleJobPorts, assembleRunPorts } = await import('../../../assemble.ts')
  const { findRun } = await import('../../../engine/queries/findRun.ts')
  const { verifyRun } = await import('../../../engine/pipeline/verifyRun.ts')
  const found = await findRun(await assembleJobPorts(session.home), workspace, run)
  if (!found.ok) return found
  const { runId } = found.value
  const plan = {
    workspace,
    command: `assay verify ${workspace} --run ${runId}`,
    spec: { runId, workers },
    stages: STAGES,
    progress,
    request: verifyRequest(runId, flags.workers),
  }
  return runAsJob(session, plan, async (parts) => {
    const ports = await assembleRunPorts(session.home, workspace, parts.opened.files)
    if (!ports.ok) return ports
    try {
      return await verifyRun(ports.value, parts, runId, workers)
    } finally {
      ports.value.ledger.close()
    }
  })
}

function verifyText(report: VerifyReport): string {
  const files = report.files.map(({ file, recorded }) => `  ${recorded.slice(0, 16)}  ${file}`)
  return [
    `Verified: run ${report.runId} was computed again and every published file has the same bytes.`,
    ...files,
  ].join('\n')
}
