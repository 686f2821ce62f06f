import type { Command } from 'commander'
import { failure, type Outcome } from '../../../../core/outcome/outcome.ts'
import type { BrokerReport } from '../../../engine/download/checkBroker.ts'
import { withExamples } from '../examples.ts'
import { type GatewayFlags, gatewaySettings, QUICK, withGatewayFlags } from '../gatewayFlags.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { listFlag } from '../runDownload.ts'
import { brokerText, SETTINGS } from '../texts/brokerText.ts'

type CheckFlags = GatewayFlags & { readonly symbols: readonly string[] }

export function registerIbkrCommands(program: Command, context: CommandContext): void {
  const group = program.command('ibkr').description('Interactive Brokers: see whether a download can work')
  withExamples(group, ['assay ibkr check', 'assay ibkr check --port 4001 --symbols BTC,SPY'])
  const command = group
    .command('check')
    .description(
      'Ask TWS or IB Gateway a few things: connection, version, clock, data farms, and for each symbol and venue the contract, how far history reaches back and the permission. Nothing is stored; no order can be sent.',
    )
  withGatewayFlags(command)
    .option('--symbols <list>', 'BTC, ETH, LTC and BCH are asked for as coins, all others as US stocks', listFlag, [
      'BTC',
      'ETH',
      'SPY',
    ])
    .action((flags: CheckFlags, self: Command) =>
      runCommand(context, self, (session) => check(session, flags), brokerText),
    )
  withExamples(command, [
    'assay ibkr check',
    'assay ibkr check --host 127.0.0.1 --port 4002 --client-id 90 --symbols BTC,ETH,QQQ',
    'assay ibkr check --json',
  ])
}

/** With --json a problem is a failure whose message holds it; the text form shows the whole list first. */
async function check(session: Session, flags: CheckFlags): Promise<Outcome<BrokerReport>> {
  const { assembleBrokerPorts } = await import('../../../assemble.ts')
  const { checkBroker } = await import('../../../engine/download/checkBroker.ts')
  const ports = await assembleBrokerPorts(session.home)
  const tell = (text: string) => session.terminal.printError(`${onOneLine(text)}\n`)
  const settings = gatewaySettings({ ...flags, ...QUICK })
  const report = await checkBroker(ports, settings, flags.symbols, tell, session.cancel)
  if (!report.ok) return withSettings(report.trouble)
  if (report.value.problems === 0) return report
  if (!session.json) session.terminal.print(`${brokerText(report.value)}\n`)
  const bad = report.value.lines.filter((line) => line.state === 'problem')
  return failure(
    'ibkr-check-failed',
    `${bad.length} of ${report.value.lines.length} checks found a problem: ${bad.map((line) => `${line.id} (${line.found})`).join('; ')}`,
    [...new Set(bad.map((line) => line.advice))].join(' '),
  )
}

/** Whoever cannot connect needs the whole list at hand. */
function withSettings({ code, message, hint }: { code: string; message: string; hint: string }): Outcome<never> {
  const aboutTheLink = code.startsWith('ibkr-')
  return failure(code, message, aboutTheLink ? `${hint}\n${SETTINGS}` : hint)
}
