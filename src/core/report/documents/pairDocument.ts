import type { EquityLine, Evidence } from '../../charts/evidence.ts'
import { equityReportChart } from '../../charts/report/equityReportChart.ts'
import { labelledBarsOption } from '../../charts/workbench/labelledBarsOption.ts'
import { type DocumentChart, type DocumentSection, type ReportDocument, texts } from '../document/reportDocument.ts'
import { fixedText } from '../numberText.ts'
import type { ReportModel } from '../reportModel.ts'
import {
  eventsSection,
  expectancySection,
  figuresSection,
  gatesSection,
  hashesSection,
  holdOutSection,
  ledgerSection,
  modelsSection,
  passportsSection,
  robustnessTables,
  selectionSection,
  triesSection,
} from '../reportSections.ts'
import { syntheticLabel, UPPER_BOUND, verdictName, verdictReason } from '../verdictText.ts'

const BAR_HEIGHT = 24
const FRAME = 36

/** The report of a run of the pair pipeline, with charts that live: what its published page says. `files`: SHA-256 of what it published. */
export function pairDocument(
  model: ReportModel,
  simulation: Evidence,
  realMl: Evidence,
  files: Readonly<Record<string, string>>,
): ReportDocument {
  const { summary } = model
  const section = (id: string, title: string, blocks: DocumentSection['blocks']) => ({ id, title, blocks })
  return {
    title: `${summary.symbols.primary} + ${summary.symbols.secondary}: evidence report`,
    lead: `Workspace ${summary.workspace} · ${summary.profile} profile · run ${summary.runId} · engine ${summary.engineVersion}`,
    banner: syntheticLabel(summary.synthetic),
    verdict: {
      tone: summary.verdict === 'edge' ? 'good' : summary.verdict === 'no-edge' ? 'bad' : 'open',
      title: `Verdict: ${verdictName(summary.verdict)}`,
      text: verdictReason(summary),
    },
    sections: [
      section('figures', 'Figures', figuresSection(summary)),
      section('gates', 'Gates', gatesSection(summary)),
      section('equity', 'Equity', [
        ...equity(realMl),
        { kind: 'texts', texts: [UPPER_BOUND], tone: 'warning' },
        ...equity(simulation),
      ]),
      section('events', 'Events', eventsSection(model)),
      section('expectancy', 'Expectancy', expectancySection(model)),
      section('selection', 'Selection', selectionSection(model)),
      section('models', 'Models', modelsSection(model)),
      section('tries', 'Tries', triesSection(summary)),
      section('robustness', 'Robustness', [stressChart(model), ...robustnessTables(model)]),
      section('hold-out', 'Sealed hold-out', holdOutSection(model)),
      section('data', 'Data passports', passportsSection(model)),
      section('ledger', 'Trial ledger', ledgerSection(model)),
      section('methods', 'Methods', [texts(...model.methods)]),
      section('hashes', 'Hashes and re-run', [
        {
          kind: 'table',
          caption: 'Published files',
          columns: [
            { name: 'File', kind: 'text' },
            { name: 'SHA-256', kind: 'code' },
          ],
          rows: Object.entries(files),
          whenEmpty: 'Nothing was published.',
        },
        ...hashesSection(model),
      ]),
    ],
  }
}

/** The first line of the evidence, its drawdown, and what stands beside it. */
function equity({ lines, startCapital, quoteCurrency, subtitle, notes }: Evidence): DocumentSection['blocks'] {
  const [main, ...others] = lines
  if (main === undefined) return []
  const beside = others.filter((line) => isOfSameDays(line, main))
  const picture = {
    dayStartMs: main.dayStartMs,
    equity: main.equity,
    name: main.name,
    beside: beside.map(({ name, equity: values }) => ({ name, equity: values })),
    startCash: startCapital,
    currency: quoteCurrency,
  }
  return [
    { kind: 'chart', caption: `${main.name}. ${subtitle}.`, chart: (theme) => equityReportChart(picture, theme) },
    ...(notes.length === 0 ? [] : [texts(...notes)]),
  ]
}

function isOfSameDays(line: EquityLine, main: EquityLine): boolean {
  return line.equity.length === main.equity.length && line.dayStartMs[0] === main.dayStartMs[0]
}

function stressChart({ stress, summary }: ReportModel): DocumentChart {
  const bars = stress.map(({ label, profit }) => ({
    label: `costs ${label}`,
    value: profit,
    tone: profit < 0 ? ('loss' as const) : ('gain' as const),
  }))
  return {
    kind: 'chart',
    caption: `Total profit in ${summary.quoteCurrency} with every fee, slippage and borrow multiplied.`,
    chart: (theme) => ({
      option: labelledBarsOption(bars, (value) => fixedText(value, 0), theme),
      width: 1000,
      height: bars.length * BAR_HEIGHT + FRAME,
    }),
  }
}
