import { candleWindow, wholeStep } from '../../../core/charts/workbench/candleWindow.ts'
import { type BarColumns, decimateBars } from '../../../core/charts/workbench/decimateBars.ts'
import { sketchedCandles } from '../../../core/charts/workbench/seriesSketch.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers, InputOf } from '../../../core/contract/workbench/rpc.ts'
import type { CandlesView, CoverageView } from '../../../core/contract/workbench/views.ts'
import { dailyCoverage } from '../../../core/market/dailyCoverage.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { listPredictions } from '../backtests/storedPredictions.ts'
import type { FormatPorts } from '../data/guessFormat.ts'
import { readSketch } from '../data/sketchFile.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { LinePages } from '../ports/linePages.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { listPassports } from '../queries/dataPassport.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { type PassportReader, passportReader } from './passportReader.ts'
import { previewImport } from './previewImport.ts'
import { rejectPage } from './rejectPage.ts'
import { rememberedManifests } from './rememberedManifests.ts'
import { type SeriesShelf, seriesShelf } from './seriesShelf.ts'

export type DataHandlerPorts = Pick<WorkspacePorts, 'home' | 'manifests'> &
  FormatPorts & { readonly hash: Hash; readonly linePages: LinePages }

type DataNames = 'data.show' | 'data.candles' | 'data.coverage' | 'data.rejects' | 'data.preview' | 'predictions.list'
export type DataHandlers = Pick<Handlers<Api, AbortSignal>, DataNames>

export function dataHandlers(given: DataHandlerPorts): DataHandlers {
  const ports = { ...given, manifests: rememberedManifests(given.manifests) }
  const passportOf = passportReader(ports.hash)
  const shelf = seriesShelf(ports.columns, passportOf)
  const filesOf = (workspace: string): Outcome<GuardedFiles> => {
    const opened = openWorkspace(ports, workspace)
    return opened.ok ? success(opened.value.files) : opened
  }
  const ofSeries = async <T>(
    input: SeriesInput,
    work: (files: GuardedFiles, symbol: string, interval: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const files = filesOf(input.workspace)
    if (!files.ok) return files
    const interval = parseInterval(input.interval)
    return interval.ok ? work(files.value, input.symbol, interval.value.label) : interval
  }
  return {
    'data.show': ({ workspace }) => {
      const files = filesOf(workspace)
      return files.ok ? listPassports(files.value, passportOf) : files
    },
    'data.candles': (input) =>
      ofSeries(input, async (...series) => {
        const first = wholeFromSketch({ ...ports, passportOf }, series, input)
        return first === null ? candles(shelf, series, input) : success(first)
      }),
    'data.coverage': (input) => ofSeries(input, (...series) => coverage(shelf, series)),
    'data.rejects': (input) =>
      ofSeries(input, (...series) => rejectPage({ ...ports, passportOf }, series, input.offset, input.limit)),
    'data.preview': (input) => previewImport(ports, input),
    'predictions.list': ({ workspace }) => {
      const files = filesOf(workspace)
      return files.ok ? listPredictions(files.value) : files
    },
  }
}

type SeriesInput = Pick<InputOf<Api, 'data.coverage'>, 'workspace' | 'symbol' | 'interval'>
type SeriesPlace = Parameters<SeriesShelf['take']>

async function candles(
  shelf: SeriesShelf,
  place: SeriesPlace,
  input: InputOf<Api, 'data.candles'>,
): Promise<Outcome<CandlesView>> {
  const taken = await shelf.take(...place)
  if (!taken.ok) return taken
  const { passport, series } = taken.value
  const { timeMs } = series
  const firstMs = timeMs[0]!
  const lastMs = timeMs[timeMs.length - 1]!
  const fromMs = input.fromMs ?? firstMs
  const toMs = input.toMs ?? lastMs
  if (input.fromMs !== null && input.toMs !== null && fromMs > toMs)
    return failure('bad-span', 'The span that is asked for ends before it begins.', 'Give fromMs before toMs.')
  const { from, below, stepBars } = candleWindow(timeMs, fromMs, toMs, input.most)
  const shown = decimateBars(series, from, below, stepBars)
  const { symbol } = passport
  const { intervalMs } = series
  return success({ symbol, intervalMs, stepBars, totalBars: timeMs.length, firstMs, lastMs, ...asLists(shown) })
}

type SketchReaders = { readonly passportOf: PassportReader; readonly hash: Hash }

/** The first picture of a series needs few candles: those were kept when it was made, and are the same as the bars would give. */
function wholeFromSketch(
  { passportOf, hash }: SketchReaders,
  [files, symbol, interval]: SeriesPlace,
  { fromMs, toMs, most }: InputOf<Api, 'data.candles'>,
): CandlesView | null {
  if (fromMs !== null || toMs !== null) return null
  const passport = passportOf(files, symbol, interval)
  if (!passport.ok) return null
  const length = parseInterval(passport.value.interval)
  const sketch = readSketch(files, passport.value, hash)
  if (sketch === null || !length.ok) return null
  const { totalBars, lastMs, candles } = sketch
  const stepBars = wholeStep(totalBars, most)
  const shown = sketchedCandles(sketch, stepBars)
  if (shown === null) return null
  const firstMs = candles.timeMs[0]!
  const { symbol: name } = passport.value
  return { symbol: name, intervalMs: length.value.ms, stepBars, totalBars, firstMs, lastMs, ...asLists(shown) }
}

/** As JSON carries them. */
function asLists(bars: BarColumns) {
  return {
    timeMs: [...bars.timeMs],
    open: [...bars.open],
    high: [...bars.high],
    low: [...bars.low],
    close: [...bars.close],
    volume: [...bars.volume],
  }
}

async function coverage(shelf: SeriesShelf, place: SeriesPlace): Promise<Outcome<CoverageView>> {
  const taken = await shelf.take(...place)
  if (!taken.ok) return taken
  const { passport, series } = taken.value
  return success(dailyCoverage(series.timeMs, calendarOf(passport.calendar), series.intervalMs))
}
