import type { Command } from 'commander'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand } from '../runCommand.ts'
import { type DownloadFlags, runDownload, withDownloadFlags } from '../runDownload.ts'
import { downloadText } from '../texts/downloadText.ts'

export function registerDownload(group: Command, context: CommandContext): void {
  const command = group
    .command('download <workspace>')
    .description(
      'Download bars from Interactive Brokers through TWS or IB Gateway, and prove that they are complete. Run it again to continue or to bring them up to date.',
    )
    .option('--from <time>', 'first time, ISO 8601, UTC unless it says an offset (default: six years back)')
    .option('--to <time>', 'end, excluded (default: now; a bar counts once it has closed)')
  withDownloadFlags(command).action((workspace: string, flags: DownloadFlags, self: Command) =>
    runCommand(context, self, (session) => runDownload(session, workspace, flags, true), downloadText),
  )
  withExamples(command, [
    'assay data download btc_eth --from 2021-01-01 --port 7497',
    'assay data download btc_eth --from 2021-01-01 --to 2022-01-01T00:00Z --venue PAXOS --port 4001',
    'assay data download spy_qqq --symbols SPY --all-hours --what TRADES --primary-exchange ARCA',
  ])
}
