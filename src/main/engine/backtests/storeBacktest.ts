import { backtestPlots } from '../../../core/charts/backtest/backtestPlots.ts'
import type { BacktestManifest, BacktestMetrics, EngineDifference } from '../../../core/contract/backtestRecord.ts'
import type { LeakScanRecord } from '../../../core/contract/leakScanRecord.ts'
import type { Beat } from '../../../core/job/beat.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { syntheticLabel } from '../../../core/report/verdictText.ts'
import { REFUSALS } from '../../../core/risk/riskLimits.ts'
import { BACKTEST_FILES, BACKTESTS, backtestPath } from './backtestFolder.ts'
import { backtestPicture } from './backtestPicture.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import type { PreparedBacktest } from './prepareBacktest.ts'
import { fillsCsv, tradesCsv } from './resultTables.ts'
import type { CardedRun } from './runWithCard.ts'
import { writePredictions } from './storedPredictions.ts'

const SHOWN_DIFFERENCES = 100

/** A run with its leak scan. */
export type ScannedRun = CardedRun & { readonly leakScan: LeakScanRecord }

/** Writes every result file of a backtest, `complete.json` last. The answer is what `metrics.json` holds. */
export async function storeBacktest(
  ports: BacktestPorts,
  prepared: PreparedBacktest,
  manifest: BacktestManifest,
  run: ScannedRun,
  clock: MetricClock,
  beat: Beat,
): Promise<Outcome<BacktestMetrics>> {
  const { backtestId, request, traded, predictions } = prepared
  const path = (name: string) => backtestPath(backtestId, name)
  const metrics = metricsOf(prepared, run)
  const symbols = traded.instruments.map(({ symbol }) => symbol)
  const texts = {
    [BACKTEST_FILES.metrics]: `${JSON.stringify(metrics, null, 2)}\n`,
    [BACKTEST_FILES.fills]: fillsCsv(run.result, request, symbols),
    [BACKTEST_FILES.trades]: tradesCsv(run.result, request, symbols),
    [BACKTEST_FILES.leakScan]: `${JSON.stringify(run.leakScan, null, 2)}\n`,
  }
  for (const [name, text] of Object.entries(texts)) {
    const written = ports.files.writeText(path(name), text)
    if (!written.ok) return written
  }
  const names: string[] = [BACKTEST_FILES.manifest, ...Object.keys(texts), BACKTEST_FILES.equity]
  const equity = await writeEquity(ports, prepared, run)
  if (!equity.ok) return equity
  if (predictions !== null) {
    const kept = await writePredictions(ports, path(BACKTEST_FILES.predictions), predictions.bySymbol)
    if (!kept.ok) return kept
    names.push(BACKTEST_FILES.predictions)
  }
  const plots = await drawPlots(ports, prepared, manifest, run, clock, beat)
  if (!plots.ok) return plots
  const sealed = BACKTESTS.seal(ports.files, backtestId, [...names, ...plots.value])
  return sealed.ok ? success(metrics) : sealed
}

/** What `metrics.json` holds. */
export function metricsOf({ backtestId, request }: PreparedBacktest, run: CardedRun): BacktestMetrics {
  const { result, performance, beside, differences } = run
  const { equity, fills, fees, financing, haltedBar, positions } = result
  const refused = REFUSALS.flatMap((reason, at) => (result.refused[at]! > 0 ? [[reason, result.refused[at]!]] : []))
  return {
    schemaVersion: 1,
    backtestId,
    performance,
    endEquity: equity[equity.length - 1]!,
    fills: fills.count,
    fees,
    financing,
    haltedAt: haltedBar < 0 ? null : new Date(request.market.timeMs[haltedBar]!).toISOString(),
    refused: Object.fromEntries(refused),
    beside: [...beside],
    agreement:
      differences === null
        ? null
        : {
            fills: fills.count,
            positions: positions.count,
            differences: differences.length,
            first: differences.slice(0, SHOWN_DIFFERENCES).map(
              ({ list, row, field, first, second }): EngineDifference => ({
                list,
                row,
                field,
                vector: Number.isNaN(first) ? null : first,
                event: Number.isNaN(second) ? null : second,
              }),
            ),
          },
  }
}

async function writeEquity(
  ports: BacktestPorts,
  { backtestId, request: { market, fromBar, toBar } }: PreparedBacktest,
  { result, benchmark }: CardedRun,
): Promise<Outcome<void>> {
  const absolute = ports.files.resolve(backtestPath(backtestId, BACKTEST_FILES.equity))
  if (!absolute.ok) return absolute
  return ports.columns.writeParquet(absolute.value, [
    { name: 'time_ms', values: market.timeMs.subarray(fromBar, toBar) },
    { name: 'equity', values: result.equity },
    { name: 'cash', values: result.cash },
    { name: 'gross', values: result.gross },
    { name: 'buy_and_hold', values: benchmark.equity },
  ])
}

/** Names of the plots written. A picture takes most of a second: between two of them a wish to cancel is heard. */
async function drawPlots(
  ports: BacktestPorts,
  { backtestId, request, traded }: PreparedBacktest,
  manifest: BacktestManifest,
  run: CardedRun,
  clock: MetricClock,
  beat: Beat,
): Promise<Outcome<readonly string[]>> {
  const picture = backtestPicture(run, request, manifest, clock, traded.calendars)
  const label = syntheticLabel(manifest.synthetic)
  const plots = backtestPlots(picture, 'light')
  const names: string[] = []
  for (const [index, { name, chart }] of plots.entries()) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    beat(index, plots.length, name)
    const textChunks = {
      Title: picture.title,
      Software: 'Assay',
      Comment: `Backtest ${backtestId}. ${manifest.warnings.join(' ')}`.trim(),
      ...(label === null ? {} : { Synthetic: label }),
    }
    const { option, width, height } = chart
    const bytes = ports.images.renderPng(option, { width, height, textChunks })
    const written = ports.files.writeBytes(backtestPath(backtestId, `${name}.png`), bytes)
    if (!written.ok) return written
    names.push(`${name}.png`)
  }
  return success(names)
}
