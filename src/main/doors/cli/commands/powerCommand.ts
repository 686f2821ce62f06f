import type { Command } from 'commander'
import type { WorkspacePower } from '../../../../core/contract/workbench/powerCalls.ts'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { positiveNumberFlag, positiveWholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'

type PowerFlags = {
  readonly symbols?: string
  readonly trials?: number
  readonly years?: number
  readonly sharpe?: number
}

export function registerPowerCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('power <workspace>')
    .description('Tell what a search could find with so much data and so many trials, before anything is tried')
    .option('--symbols <symbols>', 'only these of the workspace, as in BTC,ETH')
    .option('--trials <number>', 'how many trials (default: one more than the ledger counts)', positiveWholeNumberFlag)
    .option('--years <years>', 'how much data (default: the bars before the sealed hold-out)', positiveNumberFlag)
    .option('--sharpe <ratio>', 'the true annual Sharpe ratio one hopes for (default: 1)', positiveNumberFlag)
    .action(async (workspace: string, flags: PowerFlags, self: Command) => {
      const { powerText } = await import('../texts/powerText.ts')
      await runCommand(context, self, (session) => power(session, workspace, flags), powerText)
    })
  withExamples(command, ['assay power btc_eth', 'assay power btc_eth --trials 324 --years 0.6 --sharpe 1.5'])
}

async function power(
  { home }: Session,
  workspace: string,
  {
    symbols = '',
    trials = null,
    years = null,
    sharpe = null,
  }: { readonly [K in keyof PowerFlags]: PowerFlags[K] | null },
): Promise<Outcome<WorkspacePower>> {
  const { assembleLedger, assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { workspacePower } = await import('../../../engine/sweeps/workspacePower.ts')
  const ledger = await assembleLedger(home, 'read')
  if (!ledger.ok) return ledger
  try {
    const named = (symbols ?? '').split(',').flatMap((symbol) => (symbol.trim() === '' ? [] : [symbol.trim()]))
    const wish = { workspace, symbols: named, trials, years, sharpe }
    return workspacePower({ ...assembleWorkspacePorts(home), ledger: ledger.value }, wish)
  } finally {
    ledger.value.close()
  }
}
