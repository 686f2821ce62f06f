import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { FETCH_KINDS, type FetchKind } from '../../../../core/contract/fetchKinds.ts'
import { withExamples } from '../examples.ts'
import { fetchRequest } from '../joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { runAsJob } from '../runAsJob.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { listFlag } from '../runDownload.ts'
import { fetchText } from '../texts/fetchText.ts'

type FetchFlags = {
  readonly kind: FetchKind
  readonly symbols: readonly string[]
  readonly start: string
  readonly end?: string
  readonly period?: string
  readonly from?: string
  readonly quote?: string
  readonly name?: string
  readonly progress?: ProgressMode
}

export function registerFetch(group: Command, context: CommandContext): void {
  const command = group
    .command('fetch <workspace>')
    .description(
      'Fetch bars, order flow, funding, open interest or liquidations of perpetual futures from the public archives of Binance, or from a folder or server that is laid out as they are. Run it again to continue.',
    )
    .addOption(new Option('--kind <kind>', 'what to fetch').choices(FETCH_KINDS).makeOptionMandatory())
    .requiredOption('--symbols <list>', 'instruments of the workspace, as in BTC,ETH', listFlag)
    .requiredOption('--start <time>', 'first time, ISO 8601, UTC unless it says an offset')
    .option('--end <time>', 'end, excluded (default: now)')
    .option('--period <period>', 'klines: length of a bar (default: the workspace’s); else of a row (default: 5m)')
    .option(
      '--from <place>',
      'another address, or a folder (default: https://data.binance.vision and fapi.binance.com)',
    )
    .option('--quote <currency>', 'what the contract is quoted in (default: USDT)')
    .option('--name <name>', 'of the table (default: the kind)')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((workspace: string, flags: FetchFlags, self: Command) =>
      runCommand(context, self, (session) => fetchInto(session, workspace, flags), fetchText),
    )
  withExamples(command, [
    'assay data fetch btc_eth --kind funding --symbols BTC,ETH --start 2021-01-01',
    'assay data fetch btc_eth --kind klines --period 15m --symbols BTC --start 2023-01-01 --end 2024-01-01',
    'assay data fetch btc_eth --kind open-interest --symbols BTC --start 2023-01-01 --from /data/binance',
  ])
}

async function fetchInto(session: Session, workspace: string, flags: FetchFlags) {
  const { progress, ...spec } = flags
  const { sourceAddress } = await import('../../../engine/fetch/sourceAddress.ts')
  const { readWish } = await import('../../../engine/fetch/readWish.ts')
  const { fetchBatches } = await import('../../../engine/fetch/fetchData.ts')
  const { assembleTime } = await import('../../../assemble.ts')
  const { kind: what, ...texts } = flags
  const wish = readWish({ what, ...texts }, assembleTime().clock.nowMs())
  if (!wish.ok) return wish
  const address = sourceAddress(flags.from)
  if (!address.ok) return address
  const from = typeof address.value === 'string' ? resolve(address.value) : address.value
  const stages = fetchBatches(wish.value).flatMap(({ fetching, importing }) => [
    { stage: fetching, weight: 20 },
    { stage: importing, weight: 1 },
  ])
  const plan = {
    workspace,
    command: `assay data fetch ${workspace}`,
    // Through JSON: what was not given has no place in it.
    spec: JSON.parse(JSON.stringify(spec)),
    stages,
    progress,
    request: fetchRequest(flags, typeof from === 'string' ? from : flags.from),
  }
  return runAsJob(session, plan, async ({ opened, job }) => {
    const { assembleFetchPorts } = await import('../../../assemble.ts')
    const { openSource } = await import('../../../engine/fetch/openSource.ts')
    const { fetchData } = await import('../../../engine/fetch/fetchData.ts')
    const watch = { signal: job.signal, waiting: (why: string) => job.note(why) }
    const ports = await assembleFetchPorts(opened.files)
    const source = openSource(ports, from, watch)
    return source.ok ? fetchData(ports, opened.workspace, wish.value, source.value, job) : source
  })
}
