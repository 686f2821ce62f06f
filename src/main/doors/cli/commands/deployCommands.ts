import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { LockedFile } from '../../../engine/leaderboard/lockDeployment.ts'
import { withExamples } from '../examples.ts'
import { lockRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type LockFlags = { readonly id: string; readonly gates?: string; readonly progress?: ProgressMode }

export function registerDeployCommands(program: Command, context: CommandContext): void {
  const group = program.command('deploy').description('Lock the configuration of a chosen backtest for production')
  withExamples(group, ['assay deploy lock btc_eth --id 3f2a', 'assay deploy list'])
  registerLock(group, context)
  registerList(group, context)
}

function registerLock(group: Command, context: CommandContext): void {
  const command = group
    .command('lock <workspace>')
    .description('Validate a backtest of the cart once more, make it again, and lock its configuration, hashed')
    .requiredOption('--id <id>', 'the entry; the first letters of its id are enough')
    .option('--gates <file>', 'your own gates (YAML) on top of those of its profile')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action(async (workspace: string, flags: LockFlags, self: Command) => {
      const { lockedText } = await import('../texts/cartText.ts')
      await runCommand(context, self, (session) => lock(session, workspace, flags), lockedText)
    })
  withExamples(command, ['assay deploy lock btc_eth --id 3f2a', 'assay deploy lock btc_eth --id 3f2a --json'])
}

function registerList(group: Command, context: CommandContext): void {
  const command = group
    .command('list [workspace]')
    .description('List what was locked, newest first, and whether each file still is what was locked')
    .action(async (workspace: string | undefined, _flags: object, self: Command) => {
      const { deploymentsText } = await import('../texts/cartText.ts')
      await runCommand(
        context,
        self,
        async ({ home }) => {
          const { assembleBoardPorts } = await import('../../../assemble.ts')
          const { listDeployments } = await import('../../../engine/leaderboard/listDeployments.ts')
          return listDeployments(await assembleBoardPorts(home), workspace ?? null)
        },
        deploymentsText,
      )
    })
  withExamples(command, ['assay deploy list', 'assay deploy list btc_eth --json'])
}

async function lock(session: Session, workspace: string, flags: LockFlags): Promise<Outcome<LockedFile>> {
  const { id, gates, progress } = flags
  const { DEPLOY_STAGES, lockDeployment } = await import('../../../engine/leaderboard/lockDeployment.ts')
  const plan = {
    workspace,
    command: `assay deploy lock ${workspace} --id ${id}`,
    spec: { id },
    stages: DEPLOY_STAGES,
    progress,
    request: gates === undefined ? lockRequest(id) : null,
  }
  return runAsJob(session, plan, async (parts) => {
    const { assembleBacktestPorts, assembleBuildPorts, assembleJudgingPorts } = await import('../../../assemble.ts')
    const judging = await assembleJudgingPorts(session.home, gates === undefined ? null : resolve(gates))
    if (!judging.ok) return judging
    const backtests = await assembleBacktestPorts(session.home, parts.opened.files)
    try {
      if (!backtests.ok) return backtests
      const builds = await assembleBuildPorts(parts.opened.files)
      const ports = { judging: judging.value, backtests: backtests.value, builds }
      return await lockDeployment(ports, parts, id, session.cancel)
    } finally {
      judging.value.ledger.close()
      if (backtests.ok) backtests.value.ledger.close()
    }
  })
}
