import type { JobRequest } from '../../../../core/contract/workbench/api.ts'
import type { SampleOptions } from '../../../engine/commands/sampleData.ts'
import { DEFAULT_PATIENCE_MIN } from '../gatewayFlags.ts'
import type { Session } from '../runCommand.ts'

type Value = string | number | boolean | readonly string[] | undefined

/** What was given of a command's flags. */
type Given<Names extends string> = { readonly [Name in Names]?: Value }

// Flags of the command line as a wish put to an engine. Null where a flag was given that the contract has no word for: nothing is ever
// left out in silence.

export function pipelineRequest(
  flags: Given<'startCapital' | 'seed' | 'iterate' | 'patternAid' | 'workers' | 'only' | 'from' | 'to'>,
): JobRequest | null {
  const { startCapital, seed, iterate, patternAid, workers, only, from, to } = flags
  if (only !== undefined || from !== undefined || to !== undefined) return null
  return said({ kind: 'pipeline', startCapital, seed, iterate, patternAid, workers })
}

export function sampleRequest({ kind, strength, seed, bars, startMs }: SampleOptions): JobRequest | null {
  return startMs === undefined ? said({ kind: 'sample', sample: kind, strength, seed, bars }) : null
}

export function verifyRequest(runId: string, workers: number | undefined): JobRequest | null {
  return workers === undefined ? { kind: 'verify', runId } : null
}

export function downloadRequest(
  flags: Given<
    | 'from'
    | 'to'
    | 'host'
    | 'port'
    | 'clientId'
    | 'what'
    | 'allHours'
    | 'venue'
    | 'symbols'
    | 'politeMs'
    | 'rth'
    | 'primaryExchange'
    | 'confirmHoles'
    | 'patienceMin'
  >,
): JobRequest | null {
  const { rth, primaryExchange, confirmHoles, patienceMin } = flags
  if (
    rth !== undefined ||
    primaryExchange !== undefined ||
    confirmHoles !== true ||
    patienceMin !== DEFAULT_PATIENCE_MIN
  )
    return null
  const { from, to, host, port, clientId, what, allHours, venue, symbols, politeMs } = flags
  return said({ kind: 'download', from, to, host, port, clientId, what, allHours, venue, symbols, politeMs })
}

type Role = 'primary' | 'secondary'

type ImportWish = Given<
  | 'kind'
  | 'encoding'
  | 'name'
  | 'symbol'
  | 'file'
  | 'columns'
  | 'timeUnit'
  | 'timeFormat'
  | 'tz'
  | 'header'
  | 'delimiter'
  | 'interval'
> & { readonly role?: Role }

/** `file` is absolute here. A role is the symbol that has it. */
export async function importRequest(
  session: Session,
  workspace: string,
  flags: ImportWish,
): Promise<JobRequest | null> {
  const { role, kind, encoding, name, file, columns, timeUnit, timeFormat, tz, header, delimiter, interval } = flags
  if (kind !== 'bars' || encoding !== undefined || name !== undefined) return null
  if ((role === undefined) === (flags.symbol === undefined)) return null
  const symbol = flags.symbol ?? (await symbolOf(session, workspace, role))
  if (symbol === undefined) return null
  const times = { timeUnit, timeFormat, tz }
  const form = { columns, ...times, header: header === 'guess' ? undefined : header, delimiter }
  return said({ kind: 'import', file, symbol, interval, ...form })
}

async function symbolOf({ home }: Session, workspace: string, role: Role | undefined) {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), workspace)
  return opened.ok && role !== undefined ? opened.value.workspace.roles[role] : undefined
}

/** Without the fields that nothing was said for. */
function said(request: { readonly kind: JobRequest['kind'] } & Readonly<Record<string, unknown>>): JobRequest {
  return JSON.parse(JSON.stringify(request))
}
