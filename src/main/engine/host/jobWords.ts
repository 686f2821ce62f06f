import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { DiscoverJob } from '../../../core/contract/workbench/discoveryCalls.ts'
import { SYMBOL_PATTERN } from '../../../core/contract/workspace.ts'
import { assertNever, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

type Flags = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * A wish for a job as the words of the command line. No shell ever sees them, and every value is bound to its flag (`--to=-1`), so
 * that none can be taken for a flag. `specFile`: where the specification of the request lies. Errors: `bad-name`, `bad-option`.
 */
export function jobWords(workspace: string, request: JobRequest, specFile: string | null): Outcome<readonly string[]> {
  if (workspace.startsWith('-'))
    return failure(
      'bad-name',
      `The workspace ${workspace} cannot be named in a command, because its name begins with "-".`,
      'Rename its folder and the field name in its manifest.',
    )
  const fault = faultOf(request)
  if (fault !== null) return failure('bad-option', fault, 'Correct the field and start it again.')
  const flags = Object.entries(flagsOf(request, specFile)).flatMap(([flag, value]) => {
    if (value === undefined || value === false) return []
    return [value === true ? `--${flag}` : `--${flag}=${value}`]
  })
  if (flags.some((flag) => flag.includes('\0')))
    return failure('bad-option', 'A value holds the character NUL.', 'Correct the field and start it again.')
  return success([...commandOf(request), workspace, ...flags])
}

/** As a person would type it. */
export function typedCommand(words: readonly string[]): string {
  return ['assay', ...words.map((word) => (/^[\w.,:=/@%+-]+$/.test(word) ? word : JSON.stringify(word)))].join(' ')
}

function commandOf({ kind }: JobRequest): readonly string[] {
  switch (kind) {
    case 'pipeline':
      return ['pipeline', 'run']
    case 'download':
    case 'watch':
    case 'fetch':
    case 'sample':
    case 'import':
      return ['data', kind]
    case 'verify':
    case 'report':
    case 'build':
    case 'train':
      return [kind]
    case 'backtest':
    case 'sweep':
    case 'discover':
    case 'robustness':
      return [kind, 'run']
    case 'predict':
      return ['models', kind]
    case 'foretell':
      return ['models', 'hold-out']
    case 'export-model':
      return ['models', 'export']
    case 'import-model':
      return ['models', 'import']
    case 'lock':
      return ['deploy', kind]
    case 'predictions':
      return [kind, 'import']
    case 'seal':
      return ['hold-out', kind]
    default:
      return assertNever(kind)
  }
}

function flagsOf(request: JobRequest, specFile: string | null): Flags {
  switch (request.kind) {
    case 'pipeline': {
      const { startCapital, seed, iterate, patternAid, workers } = request
      return { 'start-capital': startCapital, seed, iterate, 'pattern-aid': patternAid, workers }
    }
    case 'download':
      return { from: request.from, to: request.to, ...downloadFlags(request) }
    case 'watch':
      return downloadFlags(request)
    case 'fetch': {
      const { what, symbols, start, end, period, from, quote, name } = request
      return { kind: what, symbols: symbols.join(','), start, end, period, from, quote, name }
    }
    case 'sample': {
      const { sample, strength, seed, bars } = request
      return { kind: sample, strength, seed, bars }
    }
    case 'import': {
      const { symbol, interval, table, keepStamps, header, delimiter } = request
      const asTable = table === undefined ? {} : { kind: 'table', name: table }
      return { ...asTable, symbol, ...fileFlags(request), interval, header, delimiter, 'no-correction': keepStamps }
    }
    case 'predictions': {
      const { model, interval } = request
      return { model, ...fileFlags(request), interval }
    }
    case 'seal': {
      const { symbols, interval, share, from } = request
      return { symbols: symbols.join(','), interval, share, from }
    }
    case 'verify':
      return { run: request.runId }
    case 'report':
      return { result: request.result }
    case 'predict':
      return { model: request.model, matrix: request.matrix, export: true }
    case 'foretell':
      return { model: request.model }
    case 'export-model': {
      const { model, to, only, uncalibrated } = request
      return { model, to, only, uncalibrated }
    }
    case 'import-model': {
      const { format, file, matrix, id, input, output } = request
      return { [format]: file, matrix, id, input, output }
    }
    case 'lock':
      return { id: request.id }
    case 'backtest': {
      const { engine, throughHoldOut } = request
      return { config: specFile ?? undefined, ...besideSpec(request), engine, 'through-hold-out': throughHoldOut }
    }
    case 'sweep': {
      const { method, trials, seed, workers, estimate } = request
      return { spec: specFile ?? undefined, ...besideSpec(request), method, trials, seed, workers, estimate }
    }
    case 'build': {
      const { tickers, start, end } = request
      return { config: specFile ?? undefined, ticker: tickers?.join(','), start, end }
    }
    case 'train': {
      const { matrix, model, id, seeds, seed, workers, despiteFindings, from } = request
      const fits = { seeds, seed, workers, 'despite-findings': despiteFindings, from }
      return { config: specFile ?? undefined, matrix, model, id, ...fits }
    }
    case 'discover':
      return discoverFlags(request, specFile)
    case 'robustness': {
      const { backtest, workers } = request
      return { backtest, spec: specFile ?? undefined, workers }
    }
    default:
      return assertNever(request)
  }
}

type DownloadRequest = Extract<JobRequest, { readonly kind: 'download' | 'watch' }>

/** What a download and a watch have in common. */
function downloadFlags(request: DownloadRequest): Flags {
  const { host, port, clientId, what, allHours, venue, symbols, politeMs } = request
  const gateway = { host, port, 'client-id': clientId, 'polite-ms': politeMs }
  return { ...gateway, what, 'all-hours': allHours, venue, symbols: symbols?.join(',') }
}

function discoverFlags(request: DiscoverJob, specFile: string | null): Flags {
  const { start, end, interval, symbols, runId, eventType, seed, workers } = request
  const { hypothesis, phase2, candidates, expectancy, robustness } = request
  const stages = Object.entries({ hypothesis, phase2, candidates, expectancy, robustness })
  const switches = stages.map(([stage, on]) => [stage, on === undefined ? undefined : on ? 1 : 0])
  const what = { start, end, interval, symbols: symbols?.join(','), 'run-id': runId, 'event-type': eventType }
  return { spec: specFile ?? undefined, ...what, ...Object.fromEntries(switches), seed, workers }
}

type FileRequest = Extract<JobRequest, { readonly kind: 'import' | 'predictions' }>

function fileFlags({ file, columns, timeUnit, timeFormat, tz }: FileRequest): Flags {
  return { file, columns, 'time-unit': timeUnit, 'time-format': timeFormat, tz }
}

type SpecRequest = Extract<JobRequest, { readonly kind: 'backtest' | 'sweep' }>

function besideSpec({ strategy, model, predictions, from, to }: SpecRequest): Flags {
  return { strategy, model, predictions, from, to }
}

const ABSOLUTE_PATH = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/

const ADDRESS = /^[a-z]+:\/\//i

/** What no command can be made of, in one sentence; null: nothing. */
export function faultOf(request: JobRequest): string | null {
  if ((request.kind === 'download' || request.kind === 'watch') && request.symbols !== undefined) {
    if (request.symbols.length === 0) return 'No instrument is chosen.'
    const odd = request.symbols.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    return odd === undefined ? null : `${JSON.stringify(odd)} is not the symbol of an instrument.`
  }
  if (request.kind === 'fetch') {
    const odd = request.symbols.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    if (odd !== undefined) return `${JSON.stringify(odd)} is not the symbol of an instrument.`
    if (request.from !== undefined && !ADDRESS.test(request.from) && !ABSOLUTE_PATH.test(request.from))
      return 'The source must be an address that begins with https://, or the full path of a folder.'
  }
  if (request.kind === 'discover') {
    const odd = request.symbols?.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    if (odd !== undefined) return `${JSON.stringify(odd)} is not the symbol of an instrument.`
  }
  if (request.kind === 'build') {
    const odd = request.tickers?.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    if (odd !== undefined) return `${JSON.stringify(odd)} is not the symbol of an instrument.`
  }
  if (request.kind === 'import' || request.kind === 'predictions' || request.kind === 'import-model') {
    if (!ABSOLUTE_PATH.test(request.file)) return 'The path of the file must be absolute.'
  }
  if (request.kind === 'import') {
    const { symbol, table, interval, keepStamps } = request
    if ((symbol === undefined) === (table === undefined)) return 'Give either an instrument or the name of a table.'
    if (symbol !== undefined && !SYMBOL_PATTERN.test(symbol))
      return `${JSON.stringify(symbol)} is not the symbol of an instrument.`
    if (table !== undefined && interval !== undefined) return 'A table has no length of a bar.'
    if (table === undefined && keepStamps === true) return 'Only stamps of a table are ever corrected.'
  }
  if (request.kind === 'seal') {
    const odd = request.symbols.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    if (odd !== undefined) return `${JSON.stringify(odd)} is not the symbol of an instrument.`
    if (request.share !== undefined && request.from !== undefined) return 'Give a share or a first day, not both.'
  }
  const isWithSpec = request.kind === 'backtest' || request.kind === 'sweep'
  if (isWithSpec && request.predictions !== undefined && !ABSOLUTE_PATH.test(request.predictions))
    return 'The path of the file with predictions must be absolute.'
  return null
}
