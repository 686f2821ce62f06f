import { type Command, Option } from 'commander'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { ForetellReport } from '../../../engine/training/foretellHoldOut.ts'
import { withExamples } from '../examples.ts'
import { givenModel } from '../givenModel.ts'
import { foretellRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { runSpecJob } from '../specJob.ts'

type HoldOutFlags = { readonly model?: string; readonly progress?: ProgressMode }

/** `models hold-out`. */
export function registerModelHoldOut(group: Command, context: CommandContext): void {
  const command = group
    .command('hold-out <workspace> [model]')
    .description(
      'Take a version through the sealed hold-out: it foretells rows that it never saw (counted as an opening)',
    )
    .option('--model <name>', 'the version, as it is named behind the workspace')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, model: string | undefined, flags: HoldOutFlags, self: Command) => {
      const { foretellText } = await import('../texts/foretellText.ts')
      await runCommand(context, self, (session) => foretell(session, workspace, model, flags), foretellText)
    })
  withExamples(command, [
    'assay models hold-out stocks AAPL_ridge',
    'assay backtest run stocks --config backtest.yaml --model AAPL_ridge --through-hold-out',
  ])
}

async function foretell(
  session: Session,
  workspace: string,
  written: string | undefined,
  flags: HoldOutFlags,
): Promise<Outcome<ForetellReport>> {
  const given = givenModel(written ?? flags.model)
  if (!given.ok) return given
  const model = given.value
  const { HOLD_OUT_STAGES, foretellHoldOut } = await import('../../../engine/training/foretellHoldOut.ts')
  const { assembleBacktestPorts } = await import('../../../assemble.ts')
  const { assemblePredictPorts } = await import('../../../assembleModels.ts')
  const plan = {
    workspace,
    command: `assay models hold-out ${workspace} ${model}`,
    chosen: { model },
    stages: HOLD_OUT_STAGES,
    progress: flags.progress,
    request: foretellRequest(model),
    assemble: async (home: string, files: Parameters<typeof assemblePredictPorts>[0]) => {
      const ports = await assembleBacktestPorts(home, files)
      return ports.ok ? success({ ...(await assemblePredictPorts(files)), ...ports.value }) : ports
    },
  }
  return runSpecJob(session, plan, (ports, parts) => foretellHoldOut(ports, parts, model))
}
