import type { StoredEdgeCandidate } from '../../../core/contract/discoveryFindings.ts'
import { type DiscoveryManifest, discoverySettingsSchema } from '../../../core/contract/discoveryRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { countWords } from '../../../core/time/countWords.ts'

/** A candidate with its events on the bars that may be looked at now. */
export type Promoted = {
  readonly manifest: DiscoveryManifest
  readonly candidate: StoredEdgeCandidate
  readonly timeMs: Float64Array
  readonly hasBar: (bar: number) => boolean
  /** Ascending. */
  readonly eventBars: Int32Array
  readonly closeOf: (timeMs: number) => number
}

export type PromotionTexts = {
  /** By name in the folder. */
  readonly texts: Readonly<Record<string, string>>
  /** The one that is the specification. */
  readonly main: string
  readonly command: string
  readonly note: string
}

const EVENTS = 'events.csv'

/** A backtest of the candidate as it was tested: in at the open after an event, out at the open after the close that ends its horizon. */
export function backtestTexts(workspace: Workspace, root: string, promoted: Promoted): PromotionTexts {
  return {
    texts: { 'backtest.yaml': lines([...comment(promoted), ...backtestLines(workspace, promoted, '')]) },
    main: 'backtest.yaml',
    command: `assay backtest run ${workspace.name} --config ${quoted(`${root}/backtest.yaml`)}`,
    note: noteOf(promoted),
  }
}

/** A template of a strategy around the candidate: events, features, a grid of exits and gates; the grid is a sweep that runs. */
export function packTexts(workspace: Workspace, root: string, promoted: Promoted): PromotionTexts {
  const { family, horizonBars } = promoted.candidate.result.hypothesis
  const holds = [...new Set([Math.max(1, Math.round(horizonBars / 2)), horizonBars])]
  const formula = promoted.manifest.families.find(({ id }) => id === family)?.formula ?? family
  const pack = [
    ...comment(promoted),
    `name: ${JSON.stringify(promoted.candidate.result.hypothesis.id)}`,
    ...eventLines(promoted, ''),
    `  formula: ${JSON.stringify(formula)}`,
    '# Columns that a filter of the events may look at (assay discover promote --as training-set writes a matrix of them).',
    'features: [RSI_14, ATR_14, log_return_1, log_return_24, volatility_24]',
    'grid: sweep.yaml',
    '# What a result has to pass before it is taken further.',
    'gates:',
    '  deflated_sharpe: ">= 0.95"',
    '  profit_factor: "> 1"',
    '  max_drawdown: "< 0.5"',
  ]
  const sweep = [
    ...comment(promoted),
    'method: grid',
    'optimization_metric: sharpe_ratio',
    'parameter_grid:',
    `  max_bars: [${holds.join(', ')}]`,
    '  stop_loss: [null, 0.02, 0.05]',
    '  take_profit: [null, 0.02, 0.05]',
    'backtest:',
    ...backtestLines(workspace, promoted, '  '),
  ]
  return {
    texts: { 'pack.yaml': lines(pack), 'sweep.yaml': lines(sweep) },
    main: 'pack.yaml',
    command: `assay sweep run ${workspace.name} --spec ${quoted(`${root}/sweep.yaml`)}`,
    note: noteOf(promoted),
  }
}

/** Events as a table and a matrix whose rows are labelled at events only: was the trade right, by a barrier of two volatilities on either side and the horizon. */
export function trainingTexts(workspace: Workspace, root: string, promoted: Promoted): PromotionTexts {
  const { symbol, horizonBars } = promoted.candidate.result.hypothesis
  const table = tableName(promoted)
  const build = [
    ...comment(promoted),
    `tickers: [${symbol}]`,
    ...rangeLines(promoted, ''),
    `frequency: ${promoted.manifest.interval}`,
    'features:',
    '  indicators: [RSI_14, ATR_14]',
    '  custom: [log_return_1, log_return_24, volatility_24]',
    '# Always the side at an event: it is here because the target reads it.',
    `  tables: [${table}.side]`,
    '# 1 where the trade of the event earns more than nothing; rows without an event have no label.',
    `target: meta_label_${horizonBars}_2_2(${table}.side)`,
  ]
  const file = quoted(`${root}/${EVENTS}`)
  const bring = `assay data import ${workspace.name} --kind table --name ${table} --file ${file} --time-unit ms --tz UTC --columns event=time_ms,known=event,key=symbol,side=side`
  return {
    texts: { 'build.yaml': lines(build), [EVENTS]: eventsCsv(promoted) },
    main: 'build.yaml',
    command: `${bring} && assay build ${workspace.name} --config ${quoted(`${root}/build.yaml`)}`,
    note: noteOf(promoted),
  }
}

function backtestLines(workspace: Workspace, promoted: Promoted, before: string): readonly string[] {
  return [
    `instruments: [${promoted.candidate.result.hypothesis.symbol}]`,
    `interval: ${promoted.manifest.interval}`,
    ...rangeLines(promoted, ''),
    ...eventLines(promoted, ''),
    ...costLines(workspace, promoted),
  ].map((line) => `${before}${line}`)
}

/** What decides the events: a discovery finds the same ones by it. */
function eventLines({ manifest, candidate: { result } }: Promoted, before: string): readonly string[] {
  const { symbol, family, condition, direction, horizonBars } = result.hypothesis
  const { start_date: startDate } = Object(manifest.spec)
  return [
    'events:',
    `  symbol: ${symbol}`,
    `  family: ${JSON.stringify(family)}`,
    `  condition: ${JSON.stringify(condition)}`,
    `  direction: ${direction}`,
    `  horizon_bars: ${horizonBars}`,
    ...(manifest.symbols.length > 1 ? [`  symbols: [${manifest.symbols.join(', ')}]`] : []),
    ...(typeof startDate === 'string' ? [`  start_date: ${startDate}`] : []),
  ].map((line) => `${before}${line}`)
}

/** Costs that the discovery reckoned with, where they were said or are not those of the instrument now. */
function costLines({ instruments }: Workspace, { manifest, candidate: { result } }: Promoted): readonly string[] {
  const { symbol } = result.hypothesis
  const { roundTripBps } = discoverySettingsSchema.parse(manifest.settings)
  const bps = roundTripBps[manifest.symbols.indexOf(symbol)]!
  const own = instruments.find((instrument) => instrument.symbol === symbol)?.costs
  const isOwn = own !== undefined && bps === 2 * (own.feeBps + own.slippageBps)
  if (isOwn && Object(manifest.spec).costs_bps === undefined) return []
  return ['execution:', `  commission: ${bps / 20_000}`, '  slippage: 0']
}

/** The range that chose it. */
function rangeLines({ manifest }: Promoted, before: string): readonly string[] {
  return [
    `${before}start_date: ${manifest.firstTime.slice(0, 10)}`,
    `${before}end_date: ${manifest.lastTime.slice(0, 10)}`,
  ]
}

function comment(promoted: Promoted): readonly string[] {
  const {
    manifest,
    candidate: { result },
  } = promoted
  return [
    `# ${result.hypothesis.id}, from the discovery ${manifest.runId}.`,
    ...noteOf(promoted)
      .split('. ')
      .map((sentence) => `# ${sentence.replace(/\.$/, '')}.`),
  ]
}

function noteOf({ manifest, timeMs, candidate }: Promoted): string {
  const lastDay = manifest.lastTime.slice(0, 10)
  const later = timeMs.filter((time) => time > Date.parse(manifest.lastTime)).length
  const fresh =
    later === 0
      ? 'There are no later bars here yet: new data or the hold-out would be evidence'
      : `${later} later bars lie here that had no say in it: set start_date to the day after ${lastDay} and leave end_date out`
  return `${STANDING_WORDS[candidate.standing]}. The bars up to ${lastDay} chose it out of ${countWords(manifest.hypotheses, 'hypothesis', 'hypotheses')}, so its numbers on them are no evidence. ${fresh}.`
}

const STANDING_WORDS: Readonly<Record<StoredEdgeCandidate['standing'], string>> = {
  candidate: 'An edge candidate: let through by the control of false discoveries, and it passes every rule',
  discovery: 'NOT an edge candidate: let through by the control of false discoveries, but it fails a rule',
  near: 'NOT a discovery: the control of false discoveries did not let it through, it only came near',
}

/** Side of the trade, known at the close of each bar: 0 where there is no event. */
function eventsCsv({ candidate: { result }, timeMs, eventBars, hasBar, closeOf }: Promoted): string {
  const { symbol, direction } = result.hypothesis
  const side = direction === 'long' ? 1 : -1
  const events = new Set(eventBars)
  const rows = ['time_ms,symbol,side']
  for (let bar = 0; bar < timeMs.length; bar++)
    if (hasBar(bar)) rows.push(`${closeOf(timeMs[bar]!)},${symbol},${events.has(bar) ? side : 0}`)
  return lines(rows)
}

function tableName({ manifest, candidate: { result } }: Promoted): string {
  const words = result.hypothesis.id.replaceAll(/[^A-Za-z0-9]+/g, '_').toLowerCase()
  return `events_${manifest.contentId.slice(0, 6)}_${words}`.slice(0, 64)
}

function quoted(path: string): string {
  return /^[\w./:-]+$/.test(path) ? path : JSON.stringify(path)
}

function lines(rows: readonly string[]): string {
  return `${rows.join('\n')}\n`
}
