import { type JobRequest, jobRequestSchema } from '../../../../core/contract/workbench/api.ts'
import type { DiscoverJob } from '../../../../core/contract/workbench/discoveryCalls.ts'
import type { FetchJob } from '../../../../core/contract/workbench/fetchCalls.ts'
import type { SealJob } from '../../../../core/contract/workbench/holdOutCalls.ts'
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

/** `from`: an address, or an absolute folder. */
export function fetchRequest(
  { kind: what, symbols, start, end, period, quote, name }: Given<Exclude<keyof FetchJob, 'what' | 'from'>>,
  from: string | undefined,
): JobRequest | null {
  return understood({ kind: 'fetch', what, symbols, start, end, period, from, quote, name })
}

type Role = 'primary' | 'secondary'

type ImportWish = Given<
  | 'kind'
  | 'encoding'
  | 'name'
  | 'correction'
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
  const { role, kind, encoding, name, file, columns, timeUnit, timeFormat, tz, delimiter, interval } = flags
  const header = flags.header === 'guess' ? undefined : flags.header
  const form = { file, columns, timeUnit, timeFormat, tz, header, delimiter }
  if (encoding !== undefined) return null
  if (kind === 'table') {
    if (role !== undefined || flags.symbol !== undefined || interval !== undefined) return null
    return understood({
      kind: 'import',
      ...form,
      table: name,
      keepStamps: flags.correction === false ? true : undefined,
    })
  }
  if (kind !== 'bars' || name !== undefined || flags.correction === false) return null
  if ((role === undefined) === (flags.symbol === undefined)) return null
  const symbol = flags.symbol ?? (await symbolOf(session, workspace, role))
  if (symbol === undefined) return null
  return said({ kind: 'import', symbol, interval, ...form })
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

/** The CSV file goes where an engine's window would have it. */
export function predictRequest(model: string, matrix: string): JobRequest | null {
  return understood({ kind: 'predict', model, matrix })
}

export function foretellRequest(model: string): JobRequest | null {
  return understood({ kind: 'foretell', model })
}

export function exportModelRequest(flags: Given<'model' | 'to' | 'only' | 'uncalibrated'>): JobRequest | null {
  return understood({ kind: 'export-model', ...flags })
}

/** `file` is absolute here. */
export function importModelRequest(
  flags: Given<'format' | 'file' | 'matrix' | 'id' | 'input' | 'output'>,
): JobRequest | null {
  return understood({ kind: 'import-model', ...flags })
}

/** `file` is absolute here. */
export function predictionsRequest({
  model,
  file,
  columns,
  timeUnit,
  timeFormat,
  tz,
  interval,
}: Given<'model' | 'file' | 'columns' | 'timeUnit' | 'timeFormat' | 'tz' | 'interval'>): JobRequest | null {
  return understood({ kind: 'predictions', model, file, columns, timeUnit, timeFormat, tz, interval })
}

export function sealRequest(wish: Given<keyof Omit<SealJob, 'kind'>>): JobRequest | null {
  return understood({ ...wish, kind: 'seal' })
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
