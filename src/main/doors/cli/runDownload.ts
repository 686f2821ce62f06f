import { type Command, Option } from 'commander'
import { WHAT_TO_SHOW, type WhatToShow } from '../../../core/contract/download.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { DownloadOptions, DownloadReport } from '../../engine/download/downloadData.ts'
import {
  type GatewayFlags,
  gatewaySettings,
  type PatienceFlags,
  withGatewayFlags,
  withPatienceFlags,
} from './gatewayFlags.ts'
import { downloadRequest } from './joining/jobRequests.ts'
import { PROGRESS_MODES, type ProgressMode } from './progress/progressDisplay.ts'
import { runAsJob } from './runAsJob.ts'
import type { Session } from './runCommand.ts'

export type DownloadFlags = GatewayFlags &
  PatienceFlags & {
    readonly from?: string
    readonly to?: string
    readonly what?: WhatToShow
    readonly allHours?: boolean
    readonly rth?: boolean
    readonly venue?: string
    readonly primaryExchange?: string
    readonly symbols?: readonly string[]
    /** False with --no-confirm-holes. */
    readonly confirmHoles: boolean
    readonly progress?: ProgressMode
  }

/** What is the same for a download and for a watch. */
export function withDownloadFlags(command: Command): Command {
  withGatewayFlags(command)
  command
    .addOption(
      new Option(
        '--what <kind>',
        'what the bars are made of (default: AGGTRADES for crypto, TRADES for equities)',
      ).choices(WHAT_TO_SHOW),
    )
    .addOption(new Option('--all-hours', 'equities: from 04:00 to 20:00 New York').conflicts('rth'))
    .option('--rth', 'equities: regular hours only (default)')
    .option('--venue <name>', 'this venue only (default: PAXOS, then ZEROHASH for crypto; SMART for equities)')
    .option('--primary-exchange <name>', 'which of several listings of one symbol, as in ARCA')
    .option('--symbols <list>', 'some instruments of the workspace, as in BTC,ETH (default: all)', listFlag)
  withPatienceFlags(command)
  return command
    .option('--no-confirm-holes', 'do not ask again for bars that are missing from open sessions')
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
}

export function listFlag(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** One download as a job of the workspace; `mayJoin`: a running engine may do it. */
export async function runDownload(
  session: Session,
  workspace: string,
  flags: DownloadFlags,
  mayJoin: boolean,
): Promise<Outcome<DownloadReport>> {
  const options = await downloadOptions(flags)
  if (!options.ok) return options
  const stages = await plannedStages(session, workspace, options.value.symbols)
  if (!stages.ok) return stages
  const { progress, ...spec } = flags
  const plan = {
    workspace,
    command: `assay data download ${workspace}`,
    // Through JSON: what was not given has no place in it.
    spec: JSON.parse(JSON.stringify(spec)),
    stages: stages.value,
    progress,
    request: mayJoin ? downloadRequest(flags) : null,
  }
  return runAsJob(session, plan, async ({ opened, job }) => {
    const { assembleDownloadPorts } = await import('../../assemble.ts')
    const { downloadData } = await import('../../engine/download/downloadData.ts')
    const ports = await assembleDownloadPorts(opened.files, session.home)
    return downloadData(ports, opened, options.value, job)
  })
}

async function downloadOptions(flags: DownloadFlags): Promise<Outcome<DownloadOptions>> {
  const { parseRange } = await import('../../engine/download/parseRange.ts')
  const range = parseRange(flags)
  if (!range.ok) return range
  return success({
    gateway: gatewaySettings(flags),
    range: range.value,
    wish: {
      what: flags.what ?? null,
      regularHours: flags.allHours === true ? false : flags.rth === true ? true : null,
      venue: flags.venue ?? null,
      primaryExchange: flags.primaryExchange ?? null,
    },
    symbols: flags.symbols ?? [],
    confirmHoles: flags.confirmHoles,
  })
}

/** For the time to go: a connection is nothing beside the walk of a symbol. */
async function plannedStages({ home }: Session, workspace: string, symbols: readonly string[]) {
  const { assembleWorkspacePorts } = await import('../../assemble.ts')
  const { openWorkspace } = await import('../../engine/queries/openWorkspace.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), workspace)
  if (!opened.ok) return opened
  const chosen = opened.value.workspace.instruments
    .map(({ symbol }) => symbol)
    .filter((symbol) => symbols.length === 0 || symbols.includes(symbol))
  return success([{ stage: 'connect', weight: 1 }, ...chosen.map((stage) => ({ stage, weight: 50 }))])
}
