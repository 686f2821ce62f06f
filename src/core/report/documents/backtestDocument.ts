import { equityReportChart } from '../../charts/report/equityReportChart.ts'
import type { BacktestManifest, BacktestMetrics, StoredPerformance } from '../../contract/backtestRecord.ts'
import type { LeakScanRecord } from '../../contract/leakScanRecord.ts'
import type { RobustnessManifest, RobustnessSuite } from '../../contract/robustnessRecord.ts'
import type { BacktestDays, BacktestTrades } from '../../contract/workbench/backtestViews.ts'
import { DEFINITIONS } from '../../contract/workbench/definitions.ts'
import type { NamedFigure } from '../../metrics/performance/figureNames.ts'
import { FIGURE_LIST } from '../../metrics/performance/figureNames.ts'
import {
  type DocumentFigure,
  type DocumentSection,
  type ReportDocument,
  table,
  texts,
} from '../document/reportDocument.ts'
import { figureText, fixedText, instantText, moneyText, shareText } from '../numberText.ts'
import { robustnessSections } from '../robustnessSections.ts'
import { syntheticLabel } from '../verdictText.ts'
import type { ReportEvidence } from './reportEvidence.ts'
import { resultDocument } from './resultDocument.ts'

/** A backtest as it is kept. `suite` null: it was put to no robustness suite; `leakScan` null: it was never scanned. */
export type ReportedBacktest = {
  readonly manifest: BacktestManifest
  readonly metrics: BacktestMetrics
  readonly days: BacktestDays
  readonly trades: BacktestTrades
  readonly leakScan: LeakScanRecord | null
  readonly suite: { readonly manifest: RobustnessManifest; readonly suite: RobustnessSuite } | null
}

const MOST_TRADES = 400
const BESIDE = ['totalReturn', 'sharpeRatio', 'maxDrawdown', 'tradeCount'] as const
const BESIDE_WORDS: Readonly<Record<string, string>> = {
  'buy-and-hold': 'Buy and hold',
  'costs-150': 'Costs times 1.5',
  'costs-200': 'Costs times 2',
  'one-bar-later': 'One bar later',
  'next-open': 'Without optimistic fills',
  'next-open-costs-150': 'Without optimistic fills, costs times 1.5',
  'next-open-costs-200': 'Without optimistic fills, costs times 2',
}

/** The report of a backtest: figures with their definitions, equity, what stands beside it, trades, what it withstands, and what it rests on. */
export function backtestDocument(backtest: ReportedBacktest, evidence: ReportEvidence): ReportDocument {
  const { manifest, metrics, suite } = backtest
  const { strategy, predictions, instruments, interval, firstTime, lastTime } = manifest
  const named = predictions === null ? strategy.id : `${predictions.label} by ${strategy.id}`
  return resultDocument(
    {
      title: `${named} on ${instruments.join(', ')}: backtest`,
      told: [
        `backtest ${manifest.backtestId}`,
        `${interval} bars, ${firstTime.slice(0, 10)} to ${lastTime.slice(0, 10)}`,
      ],
      engineVersion: manifest.engineVersion,
      banner: syntheticLabel(manifest.synthetic),
      verdict: null,
      sections: [
        { id: 'figures', title: 'Figures', blocks: [warningTexts(manifest), ...figuresBlocks(manifest, metrics)] },
        equitySection(backtest),
        besideSection(metrics, manifest),
        tradesSection(backtest),
        leakSection(backtest.leakScan),
        ...(suite === null ? [noSuite(evidence, manifest)] : robustnessSections(suite.manifest, suite.suite)),
      ],
      assumed: { fields: manifest.assumptions, notes: manifest.notes },
      spec: manifest.spec,
      facts: [
        ['Backtest', manifest.backtestId],
        ['Configuration', manifest.configHash],
        ['Seed', String(manifest.seed)],
        ...Object.entries(manifest.dataHashes).map(([name, hash]): [string, string] => [`Data ${name}`, hash]),
      ],
    },
    evidence,
  )
}

export function warningTexts({ warnings }: Pick<BacktestManifest, 'warnings'>) {
  return { kind: 'texts' as const, texts: warnings, tone: 'warning' as const }
}

function figuresBlocks(manifest: BacktestManifest, metrics: BacktestMetrics) {
  const { performance, endEquity, fees, financing } = metrics
  const money = (value: number) => moneyText(value, manifest.quoteCurrency)
  const account: readonly DocumentFigure[] = [
    { name: 'Start cash', value: money(manifest.startCash), meaning: DEFINITIONS.startCapital },
    { name: 'End equity', value: money(endEquity), meaning: null },
    { name: 'Profit', value: money(endEquity - manifest.startCash), meaning: DEFINITIONS.profit },
    { name: 'Fees paid', value: money(fees), meaning: null },
    { name: 'Financing', value: money(financing), meaning: null },
  ]
  const why = FIGURE_LIST.flatMap(({ key, label }) => {
    const reason = performance.figures[key]?.why ?? null
    return reason === null ? [] : [`${label}: ${reason}`]
  })
  return [
    {
      kind: 'figures' as const,
      figures: [...account, ...FIGURE_LIST.map((figure) => namedFigure(figure, performance))],
    },
    ...(why.length === 0 ? [] : [texts(...why)]),
  ]
}

function namedFigure(figure: NamedFigure, performance: StoredPerformance): DocumentFigure {
  const meaning = { name: figure.label, unit: figure.unit, text: figure.definition }
  return { name: figure.label, value: unitText(figure, figureOf(performance, figure.key)), meaning }
}

function figureOf({ figures }: StoredPerformance, key: string): number | null {
  return figures[key]?.value ?? null
}

function unitText({ unit }: NamedFigure, value: number | null): string {
  switch (unit) {
    case 'fraction':
      return shareText(value)
    case 'money':
      return fixedText(value, 2)
    case 'count':
      return fixedText(value, 0)
    case 'ratio':
      return figureText(value)
    default:
      return value === null ? 'n/a' : `${figureText(value)} ${unit}`
  }
}

function equitySection({ days, manifest }: ReportedBacktest): DocumentSection {
  const { dayStartMs, equity, buyAndHold } = days
  const { startCash, quoteCurrency } = manifest
  const beside = [{ name: 'Buy and hold', equity: buyAndHold }]
  const picture = { dayStartMs, equity, name: 'Equity', beside, startCash, currency: quoteCurrency }
  const caption = `Equity after all costs at UTC-day ends, in ${quoteCurrency}, and the fall below its peak. Dashed: buying and holding.`
  return {
    id: 'equity',
    title: 'Equity',
    blocks: [{ kind: 'chart', caption, chart: (theme) => equityReportChart(picture, theme) }],
  }
}

function besideSection(metrics: BacktestMetrics, { startCash, quoteCurrency }: BacktestManifest): DocumentSection {
  const figures = BESIDE.map((key) => FIGURE_LIST.find((figure) => figure.key === key)!)
  const cells = (performance: StoredPerformance) =>
    figures.map((figure) => unitText(figure, figureOf(performance, figure.key)))
  const { agreement } = metrics
  const agreed =
    agreement === null
      ? 'One engine ran it.'
      : agreement.differences === 0
        ? `Two engines agree in all ${agreement.fills} fills and ${agreement.positions} positions.`
        : `The two engines differ in ${agreement.differences} numbers.`
  return {
    id: 'beside',
    title: 'Beside it',
    blocks: [
      table(
        [
          { name: 'Run', kind: 'text' },
          { name: `Profit, ${quoteCurrency}`, kind: 'number', meaning: DEFINITIONS.profit },
          ...figures.map(({ label, unit, definition }) => ({
            name: label,
            kind: 'number' as const,
            meaning: { name: label, unit, text: definition },
          })),
        ],
        [
          ['The backtest', fixedText(metrics.endEquity - startCash, 2), ...cells(metrics.performance)],
          ...metrics.beside.map(({ name, profit, performance }) => [
            BESIDE_WORDS[name] ?? name,
            fixedText(profit, 2),
            ...cells(performance),
          ]),
        ],
        'Nothing ran beside it.',
      ),
      texts(agreed),
    ],
  }
}

function tradesSection({ trades, manifest }: ReportedBacktest): DocumentSection {
  const rows = trades.symbol
    .map((symbol, row) => {
      const exit = trades.exitMs[row] ?? null
      return [
        String(row + 1),
        symbol,
        trades.direction[row] === 1 ? 'long' : 'short',
        instantText(trades.entryMs[row]!),
        exit === null ? 'open' : instantText(exit),
        figureText(trades.entryPrice[row]!),
        figureText(trades.exitPrice[row]!),
        fixedText(trades.profit[row]!, 2),
        shareText(trades.netReturn[row]!, 3),
        trades.reason[row]!,
      ]
    })
    .slice(0, MOST_TRADES)
  const shown = rows.length < trades.symbol.length ? ` The first ${rows.length} of ${trades.symbol.length}.` : ''
  return {
    id: 'trades',
    title: 'Trades',
    blocks: [
      texts(`From flat to flat, after all costs; times are starts of bars.${shown}`),
      table(
        [
          { name: 'No', kind: 'number' },
          { name: 'Symbol', kind: 'fixed' },
          { name: 'Side', kind: 'fixed' },
          { name: 'Entry', kind: 'fixed' },
          { name: 'Exit', kind: 'fixed' },
          { name: 'Entry price', kind: 'number' },
          { name: 'Exit price', kind: 'number' },
          { name: `Profit, ${manifest.quoteCurrency}`, kind: 'number', meaning: DEFINITIONS.tradeProfit },
          { name: 'Return', kind: 'number', meaning: DEFINITIONS.netReturn },
          { name: 'Ended by', kind: 'text' },
        ],
        rows,
        'It traded nothing.',
      ),
    ],
  }
}

export function leakSection(scan: LeakScanRecord | null): DocumentSection {
  const title = { id: 'leaks', title: 'Leak scan' }
  if (scan === null)
    return {
      ...title,
      blocks: [
        {
          kind: 'texts',
          tone: 'warning',
          texts: ['No leak scan is kept with it: nothing proves that it reads no later bar.'],
        },
      ],
    }
  return {
    ...title,
    blocks: [
      { kind: 'texts', tone: scan.state === 'clean' ? 'plain' : 'warning', texts: [scan.reason] },
      table(
        [
          { name: 'Scanned', kind: 'fixed' },
          { name: 'Subject', kind: 'text' },
          { name: 'State', kind: 'fixed' },
          { name: 'Values compared', kind: 'number' },
          { name: 'Findings', kind: 'number' },
          { name: 'Why', kind: 'text' },
        ],
        scan.parts.map(({ kind, subject, state, compared, findingCount, reason }) => [
          kind,
          subject,
          state,
          fixedText(compared, 0),
          fixedText(findingCount, 0),
          reason,
        ]),
        'Nothing was scanned.',
      ),
    ],
  }
}

function noSuite({ workspace }: ReportEvidence, { backtestId }: BacktestManifest): DocumentSection {
  return {
    id: 'robustness',
    title: 'Robustness',
    blocks: [
      texts('It was put to no robustness suite.'),
      { kind: 'code', text: `assay robustness run ${workspace} --backtest ${backtestId}` },
    ],
  }
}
