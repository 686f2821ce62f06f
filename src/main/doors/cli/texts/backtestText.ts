import type { BacktestManifest, BacktestMetrics, StoredPerformance } from '../../../../core/contract/backtestRecord.ts'
import { FIGURE_LIST } from '../../../../core/metrics/performance/figureNames.ts'
import type { KeptBacktest } from '../../../engine/backtests/backtestFolder.ts'
import { figureText } from '../../../engine/backtests/figureText.ts'
import type { ListedBacktest } from '../../../engine/backtests/listBacktests.ts'
import type { BacktestReport } from '../../../engine/backtests/runBacktestJob.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { manifestMarks } from './resultMarks.ts'
import { tableText } from './tableText.ts'

export function backtestReportText({ manifest, metrics, files, workspace, unchanged }: BacktestReport): string {
  const note = unchanged ? ['', 'Nothing had changed since this backtest was made; it was not computed again.'] : []
  return [
    backtestText({ manifest, metrics }),
    ...note,
    '',
    'Files:',
    ...files.map((file) => `  ${workspace}/${file}`),
  ].join('\n')
}

/** What a person reads of one backtest: what it is, its figures, what stands beside it, and what was assumed. */
export function backtestText({ manifest, metrics }: Pick<KeptBacktest, 'manifest' | 'metrics'>): string {
  return [
    ...headLines(manifest),
    '',
    figuresTable(metrics.performance),
    ...whyLines(metrics.performance),
    '',
    'Beside it:',
    besideTable(metrics, manifest.startCash),
    ...agreementLines(metrics),
    ...refusedLines(metrics),
    '',
    'Assumed, because nobody said otherwise:',
    ...manifest.assumptions.map(
      ({ field, value, meaning }) => `  ${field} = ${onOneLine(JSON.stringify(value))}  ${meaning}`,
    ),
  ].join('\n')
}

function headLines(manifest: BacktestManifest): readonly string[] {
  const { backtestId, strategy, predictions, instruments, interval, firstTime, lastTime, bars } = manifest
  const parameters = Object.entries(strategy.parameters).map(([name, value]) => `${name} ${value}`)
  const chosen = parameters.length === 0 ? '' : ` (${parameters.join(', ')})`
  const synthetic = manifest.synthetic === null ? [] : ['SYNTHETIC DATA: made by a program; nothing here is a market.']
  return [
    `Backtest ${backtestId}: ${predictions === null ? '' : `${onOneLine(predictions.label)} by `}${strategy.id}${chosen}`,
    `${instruments.join(', ')}, ${interval} bars, ${firstTime} to ${lastTime} (${bars} bars, ${manifest.warmUpBars} before them for indicators)`,
    ...synthetic,
    ...manifest.warnings.map((warning) => `WARNING: ${warning}`),
    ...manifest.notes.map((note) => `note: ${note}`),
  ]
}

function figuresTable({ figures }: StoredPerformance): string {
  const rows = FIGURE_LIST.map((figure) => [figure.label, figureText(figure, figures[figure.key]?.value ?? null)])
  return tableText(['figure', 'value'], rows)
}

function whyLines({ figures }: StoredPerformance): readonly string[] {
  return FIGURE_LIST.flatMap(({ key, label }) => {
    const why = figures[key]?.why ?? null
    return why === null ? [] : [`  ${label}: ${why}`]
  })
}

const BESIDE_COLUMNS = ['totalReturn', 'sharpeRatio', 'maxDrawdown', 'tradeCount'] as const

function besideTable({ performance, beside, endEquity }: BacktestMetrics, startCash: number): string {
  const cells = (stored: StoredPerformance) =>
    BESIDE_COLUMNS.map((key) => {
      const figure = FIGURE_LIST.find((item) => item.key === key)!
      return figureText(figure, stored.figures[key]?.value ?? null)
    })
  const header = ['run', 'profit', ...BESIDE_COLUMNS.map((key) => FIGURE_LIST.find((item) => item.key === key)!.label)]
  const own = ['this one', (endEquity - startCash).toFixed(2), ...cells(performance)]
  return tableText(header, [
    own,
    ...beside.map(({ name, profit, performance: stored }) => [name, profit.toFixed(2), ...cells(stored)]),
  ])
}

function agreementLines({ agreement }: BacktestMetrics): readonly string[] {
  if (agreement === null) return []
  const { fills, positions, differences, first } = agreement
  if (differences === 0)
    return ['', `Both engines agree in all ${fills} fills and ${positions} positions, bit for bit.`]
  return [
    '',
    `The engines DIFFER in ${differences} numbers:`,
    ...first
      .slice(0, 20)
      .map(({ list, row, field, vector, event }) => `  ${list} ${row} ${field}: ${vector} and ${event}`),
  ]
}

function refusedLines({ refused, haltedAt }: BacktestMetrics): readonly string[] {
  const halted = haltedAt === null ? [] : [`The account was halted at ${haltedAt}.`]
  const counts = Object.entries(refused).map(([reason, count]) => `${reason} ${count}`)
  return [...(counts.length === 0 ? [] : ['', `Not filled, or not in full: ${counts.join(', ')}.`]), ...halted]
}

export function backtestListText(backtests: readonly ListedBacktest[]): string {
  if (backtests.length === 0) return 'There are no backtests yet. Make one with: assay backtest run --help'
  const rows = backtests.map(({ backtestId, state, manifest, metrics }) => {
    const figure = (key: string) =>
      figureText(FIGURE_LIST.find((item) => item.key === key)!, metrics?.performance.figures[key]?.value ?? null)
    return [
      backtestId,
      state,
      manifest === null ? '' : onOneLine(manifest.predictions?.label ?? manifest.strategy.id),
      manifest?.symbols ?? '',
      manifest === null ? '' : `${manifest.firstTime.slice(0, 10)} to ${manifest.lastTime.slice(0, 10)}`,
      ...(metrics === null ? ['', '', ''] : [figure('totalReturn'), figure('sharpeRatio'), figure('tradeCount')]),
      manifestMarks(manifest),
    ]
  })
  return tableText(
    ['backtest', 'state', 'strategy', 'instruments', 'bars', 'return', 'Sharpe', 'trades', 'marks'],
    rows,
  )
}
