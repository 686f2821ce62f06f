import type { Synthetic, Workspace } from '../../../core/contract/workspace.ts'
import type { CalendarName, Instrument } from '../../../core/market/instrument.ts'
import { failure, type Outcome, success, type Trouble } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { DAY_MS, HOUR_MS } from '../../../core/time/durations.ts'
import { type Interval, parseInterval } from '../../../core/time/interval.ts'
import { updateWorkspace } from '../commands/updateWorkspace.ts'
import { roleOf } from '../data/importSubject.ts'
import { listLayers } from '../data/layers.ts'
import { finishPublication } from '../data/publication.ts'
import type { OpenedWorkspace } from '../queries/openWorkspace.ts'
import { type BarSize, barSizeOf, offeredIntervals } from './barSizes.ts'
import { cautiousClock } from './cautiousClock.ts'
import type { DownloadPorts, SeriesContext } from './downloadContext.ts'
import type { DownloadJob } from './downloadJob.ts'
import { downloadPaths } from './downloadLayout.ts'
import { downloadSeries, type SeriesReport, type SeriesRequest } from './downloadSeries.ts'
import { type GatewaySettings, type OpenGateway, withGateway } from './gatewayDoor.ts'
import type { WantedRange } from './planDownload.ts'
import { type SeriesWish, seriesAsk } from './seriesTerms.ts'
import { checkOrigin, originOf } from './simulation.ts'

export type DownloadOptions = {
  readonly gateway: GatewaySettings
  readonly range: WantedRange
  readonly wish: SeriesWish
  /** Empty: every instrument of the workspace. */
  readonly symbols: readonly string[]
  readonly confirmHoles: boolean
}

export type DownloadReport = { readonly series: readonly SeriesReport[] }

type Leg = { readonly instrument: Instrument; readonly request: SeriesRequest }

/**
 * Downloads the bars of a workspace's instruments, one after the other, each up to the wanted range. The caller holds the workspace's lock.
 * However it ends, what was received is kept and the same command goes on there.
 *
 * Errors. Of the request: `interval-not-offered`, `asset-class-not-offered`, `symbol-unknown`, `bad-option`, `workspace-is-synthetic`,
 * `calendar-mismatch`, `range-empty`, `range-in-future`, `range-before-head`, `series-of-other-kind`, `series-of-other-source`. Of the
 * gateway: `gateway-busy`, `LINK_TROUBLES`, `ibkr-not-back`, the believed ones of `ASK_TROUBLES`, `ibkr-contract-ambiguous`,
 * `ibkr-grid-mismatch`, `ibkr-scale-unstable`. Of the disk: `disk-full`, `not-writable`, `layer-broken`, `journal-mismatch`. `download-incomplete`: more than
 * one symbol stopped, for different reasons.
 */
export async function downloadData(
  ports: DownloadPorts,
  opened: OpenedWorkspace,
  options: DownloadOptions,
  job: DownloadJob,
): Promise<Outcome<DownloadReport>> {
  const recovered = finishPublication(ports.files)
  if (!recovered.ok) return recovered
  const interval = parseInterval(opened.workspace.interval)
  if (!interval.ok) return interval
  const barSize = offeredSize(interval.value, opened.workspace)
  if (!barSize.ok) return barSize
  const possible = legsOf(opened.workspace, options)
  if (!possible.ok) return possible
  const command = `assay data download ${opened.workspace.name}`
  return withGateway(ports, options.gateway, job, command, async (gateway) => {
    const origin = originOf(gateway.keeper.current()?.accounts ?? [])
    const workspace = fittingWorkspace(ports, opened, options, interval.value, origin, job)
    if (!workspace.ok) return workspace
    const legs = legsOf(workspace.value, options)
    if (!legs.ok) return legs
    const nowMs = await cautiousClock(gateway, ports.clock, (text) => job.note(text))
    const series: SeriesReport[] = []
    const troubles: { symbol: string; trouble: Trouble }[] = []
    for (const leg of legs.value) {
      const { symbol } = leg.instrument
      const context = contextOf(ports, leg.instrument, interval.value, barSize.value, origin, nowMs, gateway)
      gateway.status.begin(symbol, symbol)
      const done = await job.stage(symbol, () => downloadSeries(context, leg.request))
      if (done.ok) series.push(done.value)
      else {
        job.note(`${symbol}: ${done.trouble.message} [${done.trouble.code}]`)
        troubles.push({ symbol, trouble: done.trouble })
        if (endsAll(done.trouble.code)) break
      }
    }
    return reportOf(series, troubles)
  })
}

/** With the gateway or the disk gone there is nothing left to try for the other symbols. */
function endsAll(code: string): boolean {
  return (
    code === 'ibkr-not-back' ||
    code === 'ibkr-port-moved' ||
    code === 'disk-full' ||
    code === 'not-writable' ||
    code === 'ibkr-session-elsewhere'
  )
}

function reportOf(
  series: readonly SeriesReport[],
  troubles: readonly { symbol: string; trouble: Trouble }[],
): Outcome<DownloadReport> {
  const [first] = troubles
  if (first === undefined) return success({ series })
  if (troubles.length === 1 && series.length === 0) return { ok: false, trouble: first.trouble }
  const done = series.length === 0 ? '' : ` ${series.map(({ symbol }) => symbol).join(', ')}: complete.`
  if (troubles.length === 1) return failure(first.trouble.code, `${first.trouble.message}${done}`, first.trouble.hint)
  const alike = troubles.every(({ trouble }) => trouble.code === first.trouble.code)
  const list = troubles.map(({ symbol, trouble }) => `${symbol}: ${trouble.message} [${trouble.code}]`).join(' ')
  return failure(
    alike ? first.trouble.code : 'download-incomplete',
    `${troubles.length} symbols could not be downloaded. ${list}${done}`,
    first.trouble.hint,
  )
}

function contextOf(
  ports: DownloadPorts,
  instrument: Instrument,
  interval: Interval,
  barSize: BarSize,
  synthetic: Synthetic | null,
  nowMs: () => number,
  { questioner, keeper, status }: OpenGateway,
): SeriesContext {
  return {
    ports,
    subject: { instrument, interval },
    calendar: calendarOf(instrument.calendar),
    barSize,
    synthetic,
    paths: downloadPaths(instrument.symbol, interval.label),
    questioner,
    status,
    nowMs,
    serverVersion: () => keeper.serverVersion(),
  }
}

function offeredSize(interval: Interval, workspace: Workspace): Outcome<BarSize> {
  const size = barSizeOf(interval.ms)
  const hint = `IBKR has bars of: ${offeredIntervals().join(', ')}.`
  if (size === null) return failure('interval-not-offered', `IBKR has no bars of ${interval.label}.`, hint)
  if (interval.ms === DAY_MS && workspace.instruments.some(({ calendar }) => calendar === '24x7'))
    return failure(
      'interval-not-offered',
      'IBKR’s day bars of crypto do not run from midnight to midnight UTC.',
      'Create the workspace with --interval 1h.',
    )
  return success(size)
}

/**
 * IBKR's equity bars of more than half an hour stand at full hours. A workspace without bars takes the calendar that fits, and says so;
 * in one that has bars nothing may change under them.
 */
function fittingWorkspace(
  ports: DownloadPorts,
  opened: OpenedWorkspace,
  { wish }: DownloadOptions,
  interval: Interval,
  origin: Synthetic | null,
  job: DownloadJob,
): Outcome<Workspace> {
  const { workspace } = opened
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const hasBars = layers.value.some((layer) => layer.kind === 'bars')
  const checked = checkOrigin(workspace, origin, hasBars)
  if (!checked.ok) return checked
  const wanted = (instrument: Instrument) => calendarFor(instrument, wish.regularHours, interval)
  const wrong = workspace.instruments.find((instrument) => instrument.calendar !== wanted(instrument))
  if (wrong !== undefined && hasBars)
    return failure(
      'calendar-mismatch',
      `The bars of this workspace follow the calendar ${wrong.calendar}; IBKR’s ${interval.label} bars need ${wanted(wrong)}.`,
      `Create another workspace with --calendar ${wanted(wrong)}.`,
    )
  if (wrong !== undefined) job.note(`calendar set to ${wanted(wrong)}: so IBKR’s ${interval.label} bars stand`)
  if (origin !== null) job.note('SIMULATED gateway: these bars are synthetic, and everything made from them says so')
  const marked = origin === null || workspace.synthetic !== undefined
  if (wrong === undefined && marked) return success(workspace)
  return updateWorkspace(ports, opened, (before) => ({
    ...before,
    instruments: before.instruments.map((instrument) => ({ ...instrument, calendar: wanted(instrument) })),
    ...(origin === null ? {} : { synthetic: origin }),
  }))
}

function calendarFor({ calendar }: Instrument, regularHours: boolean | null, interval: Interval): CalendarName {
  if (calendar === '24x7') return calendar
  const extended = regularHours === null ? calendar === 'us-equity-extended' : !regularHours
  if (extended) return 'us-equity-extended'
  const onClock = interval.ms >= HOUR_MS && interval.ms < DAY_MS
  if (onClock) return 'us-equity-rth-clock'
  return calendar === 'us-equity-extended' ? 'us-equity-rth' : calendar
}

function legsOf(workspace: Workspace, options: DownloadOptions): Outcome<readonly Leg[]> {
  const known = workspace.instruments.map(({ symbol }) => symbol)
  const unknown = options.symbols.find((symbol) => !known.includes(symbol))
  if (unknown !== undefined)
    return failure(
      'symbol-unknown',
      `The workspace has no instrument ${unknown}.`,
      `Its instruments are: ${known.join(', ')}.`,
    )
  const legs: Leg[] = []
  for (const instrument of workspace.instruments) {
    if (options.symbols.length > 0 && !options.symbols.includes(instrument.symbol)) continue
    const extended = instrument.calendar === 'us-equity-extended'
    const ask = seriesAsk(instrument, {
      ...options.wish,
      regularHours: options.wish.regularHours ?? (extended ? false : null),
    })
    if (!ask.ok) return ask
    const { range, confirmHoles } = options
    const role = roleOf(workspace, instrument.symbol)
    legs.push({ instrument, request: { ask: ask.value, currency: workspace.quoteCurrency, range, confirmHoles, role } })
  }
  return success(legs)
}
