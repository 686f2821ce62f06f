import { type Command, InvalidArgumentError, Option } from 'commander'
import { Cancelled } from '../../../../core/job/cancelled.ts'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import { withExamples } from '../examples.ts'
import { numberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { listFlag } from '../runDownload.ts'
import { requestLine, type SimulationReport, simulationIntro, simulationText } from '../texts/simulationText.ts'

type SimulateFlags = {
  readonly port: number
  readonly seed: number
  readonly faultShare?: number
  readonly faults?: readonly string[]
  readonly serverVersion?: number
  readonly cryptoHours: '24x7' | 'weekdays'
  readonly from?: string
}

const LOOK_EVERY_MS = 250
/** What `--faults` without a share means. */
const SOME_FAULTS = 0.05
const MOST_SEED = 999_999_999
const OLDEST_VERSION = 100
const NEWEST_VERSION = 193

export function registerGatewayCommands(program: Command, context: CommandContext): void {
  const group = program.command('gateway').description('A simulated gateway, to try downloads without an account')
  withExamples(group, ['assay gateway simulate --port 4002', 'assay gateway simulate --port 4002 --fault-share 0.05'])
  const command = group
    .command('simulate')
    .description(
      'Serve SYNTHETIC bars of BTC, ETH, SPY and QQQ over the protocol of TWS, on this machine only, until Ctrl-C. It records every break of IBKR’s pacing rules.',
    )
    .option('--port <port>', 'where it listens; 0: any free port', anyPort, 4002)
    .option('--seed <number>', 'seed of the bars and of the faults', seedFlag, 1)
    .option('--fault-share <share>', 'share of requests that go wrong, 0 to 1 (default: 0)', share)
    .option(
      '--faults <list>',
      'which faults, as in pacing,silence,half-frame (default: all, where there is a share)',
      listFlag,
    )
    .option('--server-version <number>', 'as an older or newer gateway, 100 to 193 (default: 193)', serverVersion)
    .addOption(new Option('--crypto-hours <hours>', 'when coins trade').choices(['24x7', 'weekdays']).default('24x7'))
    .option('--from <time>', 'where history begins (default: 2018 for coins at PAXOS, 2015 for equities)')
    .action((flags: SimulateFlags, self: Command) =>
      runCommand(
        context,
        self,
        (session) => simulate(session, flags),
        simulationText,
        'The simulated gateway stops. (Once more to stop at once.)',
      ),
    )
  withExamples(command, [
    'assay gateway simulate --port 4002',
    'assay gateway simulate --port 4002 --seed 3 --fault-share 0.05 --faults pacing,silence,half-frame',
    'assay gateway simulate --port 4002 --crypto-hours weekdays --from 2019-01-01 --server-version 170',
  ])
}

async function simulate(session: Session, flags: SimulateFlags): Promise<Outcome<SimulationReport>> {
  const { assembleSimulatedGateway, assembleTime } = await import('../../../assemble.ts')
  const { parseRange } = await import('../../../engine/download/parseRange.ts')
  const range = parseRange({ from: flags.from })
  if (!range.ok) return range
  const { port, seed, serverVersion: version, cryptoHours, faults = [] } = flags
  const faultShare = flags.faultShare ?? (faults.length === 0 ? 0 : SOME_FAULTS)
  const { fromMs } = range.value
  const opened = await assembleSimulatedGateway({
    port,
    seed,
    faultShare,
    faults,
    serverVersion: version,
    cryptoHours,
    fromMs,
  })
  if (!opened.ok) return opened
  const gateway = opened.value
  const { timer } = assembleTime()
  session.terminal.printError(simulationIntro(gateway.port, seed, faultShare))
  let shown = 0
  const tell = () => {
    const { requests } = gateway.record()
    for (const request of requests.slice(shown)) session.terminal.printError(`${requestLine(request)}\n`)
    shown = requests.length
  }
  try {
    for (;;) {
      await timer.wait(LOOK_EVERY_MS, session.cancel)
      tell()
    }
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown
  } finally {
    await gateway.stop()
  }
  tell()
  const { requests, answered, sessions, breaks } = gateway.record()
  const failed = requests.filter(({ fault }) => fault !== null).length
  return success({ seed, sessions, requests: requests.length, answered, faults: failed, breaks })
}

function anyPort(text: string): number {
  const value = wholeNumberFlag(text)
  if (value < 0 || value > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.')
  return value
}

/** The account is named after it, and by that name a download knows that its bars are synthetic. */
function seedFlag(text: string): number {
  const value = wholeNumberFlag(text)
  if (value < 0 || value > MOST_SEED) throw new InvalidArgumentError(`It must be from 0 to ${MOST_SEED}.`)
  return value
}

function share(text: string): number {
  const value = numberFlag(text)
  if (value < 0 || value > 1) throw new InvalidArgumentError('It must be from 0 to 1.')
  return value
}

function serverVersion(text: string): number {
  const value = wholeNumberFlag(text)
  if (value < OLDEST_VERSION || value > NEWEST_VERSION)
    throw new InvalidArgumentError(`It must be from ${OLDEST_VERSION} to ${NEWEST_VERSION}.`)
  return value
}
