import { type JobRequest, jobRequestSchema } from '../../../../core/contract/workbench/api.ts'
import type { DiscoverJob } from '../../../../core/contract/workbench/discoveryCalls.ts'
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

export function reportRequest(result: string): JobRequest {
  return { kind: 'report', result }
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

type BesideSpec = 'strategy' | 'model' | 'predictions' | 'from' | 'to'

/** `spec`: the text of the specification; `predictions` is absolute here. Null where the text is longer than an engine takes. */
export function backtestRequest(
  spec: string,
  { strategy, model, predictions, from, to, engine, throughHoldOut }: Given<BesideSpec | 'engine' | 'throughHoldOut'>,
): JobRequest | null {
  return understood({ kind: 'backtest', spec, strategy, model, predictions, from, to, engine, throughHoldOut })
}

export function sweepRequest(
  spec: string,
  {
    strategy,
    model,
    predictions,
    from,
    to,
    ...run
  }: Given<BesideSpec | 'method' | 'trials' | 'seed' | 'workers' | 'estimate'>,
): JobRequest | null {
  const { method, trials, seed, workers, estimate } = run
  const beside = { strategy, model, predictions, from, to }
  return understood({ kind: 'sweep', spec, ...beside, method, trials, seed, workers, estimate })
}

export function buildRequest(
  spec: string,
  { tickers, start, end }: Given<'tickers' | 'start' | 'end'>,
): JobRequest | null {
  return understood({ kind: 'build', spec, tickers, start, end })
}

export function trainRequest(
  spec: string,
  flags: Given<'matrix' | 'model' | 'id' | 'seeds' | 'seed' | 'workers' | 'despiteFindings' | 'from'>,
): JobRequest | null {
  const { matrix, model, id, seeds, seed, workers, despiteFindings, from } = flags
  return understood({ kind: 'train', spec, matrix, model, id, seeds, seed, workers, despiteFindings, from })
}

export function discoverRequest(
  spec: string,
  flags: Given<keyof Omit<DiscoverJob, 'kind' | 'spec'>>,
): JobRequest | null {
  return understood({ ...flags, kind: 'discover', spec })
}

export function robustnessRequest(spec: string, flags: Given<'backtest' | 'workers'>): JobRequest | null {
  const { backtest, workers } = flags
  return understood({ kind: 'robustness', spec, backtest, workers })
}

export function lockRequest(id: string): JobRequest | null {
  return understood({ kind: 'lock', id })
}

/** What the contract has no room for is no wish: its job runs here, and cannot be offered again. */
function understood(request: Parameters<typeof said>[0]): JobRequest | null {
  const parsed = jobRequestSchema.safeParse(said(request))
  return parsed.success ? parsed.data : null
}

/** Without the fields that nothing was said for. */
function said(request: { readonly kind: JobRequest['kind'] } & Readonly<Record<string, unknown>>): JobRequest {
  return JSON.parse(JSON.stringify(request))
}
