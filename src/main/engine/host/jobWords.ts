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
    case 'lock':
      return ['deploy', kind]
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
    case 'download': {
      const { from, to, host, port, clientId, what, allHours, venue, symbols, politeMs } = request
      const list = symbols?.join(',')
      const gateway = { host, port, 'client-id': clientId, 'polite-ms': politeMs }
      return { from, to, ...gateway, what, 'all-hours': allHours, venue, symbols: list }
    }
    case 'sample': {
      const { sample, strength, seed, bars } = request
      return { kind: sample, strength, seed, bars }
    }
    case 'import': {
      const { file, symbol, interval, columns, timeUnit, timeFormat, tz, header, delimiter } = request
      const times = { 'time-unit': timeUnit, 'time-format': timeFormat, tz }
      return { symbol, file, interval, columns, ...times, header, delimiter }
    }
    case 'verify':
      return { run: request.runId }
    case 'report':
      return { result: request.result }
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

function discoverFlags(request: DiscoverJob, specFile: string | null): Flags {
  const { start, end, interval, symbols, runId, eventType, seed, workers } = request
  const { hypothesis, phase2, candidates, expectancy, robustness } = request
  const stages = Object.entries({ hypothesis, phase2, candidates, expectancy, robustness })
  const switches = stages.map(([stage, on]) => [stage, on === undefined ? undefined : on ? 1 : 0])
  const what = { start, end, interval, symbols: symbols?.join(','), 'run-id': runId, 'event-type': eventType }
  return { spec: specFile ?? undefined, ...what, ...Object.fromEntries(switches), seed, workers }
}

type SpecRequest = Extract<JobRequest, { readonly kind: 'backtest' | 'sweep' }>

function besideSpec({ strategy, model, predictions, from, to }: SpecRequest): Flags {
  return { strategy, model, predictions, from, to }
}

const ABSOLUTE_PATH = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/

function faultOf(request: JobRequest): string | null {
  if (request.kind === 'download' && request.symbols !== undefined) {
    if (request.symbols.length === 0) return 'No instrument is chosen.'
    const odd = request.symbols.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    return odd === undefined ? null : `${JSON.stringify(odd)} is not the symbol of an instrument.`
  }
  if (request.kind === 'discover') {
    const odd = request.symbols?.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    if (odd !== undefined) return `${JSON.stringify(odd)} is not the symbol of an instrument.`
  }
  if (request.kind === 'build') {
    const odd = request.tickers?.find((symbol) => !SYMBOL_PATTERN.test(symbol))
    if (odd !== undefined) return `${JSON.stringify(odd)} is not the symbol of an instrument.`
  }
  if (request.kind === 'import') {
    if (!SYMBOL_PATTERN.test(request.symbol))
      return `${JSON.stringify(request.symbol)} is not the symbol of an instrument.`
    if (!ABSOLUTE_PATH.test(request.file)) return 'The path of the file must be absolute.'
  }
  const isWithSpec = request.kind === 'backtest' || request.kind === 'sweep'
  if (isWithSpec && request.predictions !== undefined && !ABSOLUTE_PATH.test(request.predictions))
    return 'The path of the file with predictions must be absolute.'
  return null
}
