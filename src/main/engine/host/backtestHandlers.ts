import type { Api } from '../../../core/contract/workbench/api.ts'
import type {
  BacktestBars,
  BacktestListItem,
  BacktestTradeView,
} from '../../../core/contract/workbench/backtestViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import {
  BACKTEST_FILES,
  BACKTESTS_FOLDER,
  backtestPath,
  readBacktestManifest,
  readKeptBacktest,
} from '../backtests/backtestFolder.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { backtestShelf, type ShelvedBacktest } from './backtestShelf.ts'
import { recentValues } from './recentValues.ts'
import { tradeBars } from './tradeBars.ts'

export type BacktestHandlerPorts = Pick<WorkspacePorts, 'home' | 'manifests'> & { readonly columns: ColumnFiles }

type BacktestNames = 'backtests.list' | 'backtests.show' | 'backtests.trade'
export type BacktestHandlers = Pick<Handlers<Api, AbortSignal>, BacktestNames>

const MOST_LISTED = 2_000

/** Stored backtests: the list, one of them whole, and one of its trades. */
export function backtestHandlers(ports: BacktestHandlerPorts): BacktestHandlers {
  const shelf = backtestShelf(ports.columns)
  const listed = recentValues<BacktestListItem>(MOST_LISTED)
  return {
    'backtests.list': ({ workspace }) => {
      const opened = openWorkspace(ports, workspace)
      if (!opened.ok) return opened
      const { files } = opened.value
      return success(files.listFolders(BACKTESTS_FOLDER).map((id) => listItem(files, id, listed)))
    },
    'backtests.show': async ({ workspace, backtestId }) => {
      const opened = openWorkspace(ports, workspace)
      if (!opened.ok) return opened
      const taken = await shelf.take(opened.value.files, workspace, backtestId)
      if (!taken.ok) return taken
      const { manifest, metrics, days, trades } = taken.value
      return success({ manifest, metrics, days, trades })
    },
    'backtests.trade': async ({ workspace, backtestId, row }) => {
      const opened = openWorkspace(ports, workspace)
      if (!opened.ok) return opened
      const { files } = opened.value
      const taken = await shelf.take(files, workspace, backtestId)
      if (!taken.ok) return taken
      const bars = row < taken.value.trades.symbol.length ? await tradeBars(ports, files, taken.value, row) : null
      return bars === null ? noSuchTrade(taken.value, row) : success(tradeView(taken.value, row, bars))
    },
  }
}

/** Its files are held against their hashes when it is first listed, and whenever it is opened. */
function listItem(
  files: GuardedFiles,
  backtestId: string,
  listed: ReturnType<typeof recentValues<BacktestListItem>>,
): BacktestListItem {
  const stored = readBacktestManifest(files, backtestId)
  const manifest = stored && shortManifest(stored)
  const path = backtestPath(backtestId, BACKTEST_FILES.complete)
  const complete = files.exists(path) ? files.readText(path) : null
  if (complete?.ok !== true) return { backtestId, state: 'unfinished', manifest, metrics: null }
  const key = `${files.root} ${backtestId} ${complete.value}`
  const known = listed.get(key)
  if (known !== undefined) return known
  const kept = readKeptBacktest(files, backtestId)
  if (!kept.ok) return { backtestId, state: 'broken', manifest, metrics: null }
  if (kept.value === null) return { backtestId, state: 'unfinished', manifest, metrics: null }
  const item: BacktestListItem = {
    backtestId,
    state: 'done',
    manifest: shortManifest(kept.value.manifest),
    metrics: shortMetrics(kept.value.metrics),
  }
  listed.set(key, item)
  return item
}

function shortManifest(manifest: ShelvedBacktest['manifest']): BacktestListItem['manifest'] {
  const { strategy, predictions, instruments, interval, firstTime, lastTime, engine } = manifest
  const { optimisticFill, synthetic, quoteCurrency, startCash, warnings } = manifest
  const what = { strategy, predictions, instruments, interval, firstTime, lastTime, engine }
  return { ...what, optimisticFill, synthetic, quoteCurrency, startCash, warnings }
}

function shortMetrics({ performance, endEquity, agreement }: ShelvedBacktest['metrics']): BacktestListItem['metrics'] {
  return { performance, endEquity, agreement: agreement && { ...agreement, first: [] } }
}

type TradeBars = { readonly bars: BacktestBars | null; readonly noBars: string | null }

function tradeView(
  { trades, fills, metrics }: ShelvedBacktest,
  row: number,
  { bars, noBars }: TradeBars,
): BacktestTradeView {
  const own = fills[row]!
  const fillRows = new Set(own.map((fill) => fill.row))
  const concerns = ({ list, row: at }: { readonly list: string; readonly row: number }) =>
    list === 'positions' ? at === row : fillRows.has(at)
  return {
    row,
    symbol: trades.symbol[row]!,
    direction: trades.direction[row]!,
    entryMs: trades.entryMs[row]!,
    exitMs: trades.exitMs[row]!,
    fills: own.map(({ symbol: _, ...fill }) => fill),
    differences: metrics.agreement === null ? null : metrics.agreement.first.filter(concerns),
    bars,
    noBars,
  }
}

function noSuchTrade({ manifest, trades }: ShelvedBacktest, row: number): Outcome<never> {
  return failure(
    'no-such-trade',
    `The backtest ${manifest.backtestId} has ${trades.symbol.length} trades; there is none in row ${row}.`,
    'Choose a row of its table of trades.',
  )
}
