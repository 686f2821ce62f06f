import type { Theme } from '../../charts/palette.ts'
import type { SizedChart } from '../../charts/panelChart.ts'
import { NEUTRAL_NUMBERS } from '../../charts/workbench/chartNumbers.ts'
import { type VolcanoMeasure, volcanoOption } from '../../charts/workbench/volcanoOption.ts'
import type { StoredDiscoveryFindings } from '../../contract/discoveryFindings.ts'
import type { DiscoveryManifest, StoredHypothesisResult } from '../../contract/discoveryRecord.ts'
import { DEFINITIONS } from '../../contract/workbench/definitions.ts'
import type { CandidateView, DiscoveryPointsView, DiscoveryView } from '../../contract/workbench/discoveryViews.ts'
import { isDiscovery } from '../../discovery/candidates/closestPlaces.ts'
import { countWords } from '../../time/countWords.ts'
import {
  type DocumentColumn,
  type DocumentFigure,
  type DocumentSection,
  type ReportDocument,
  table,
  texts,
} from '../document/reportDocument.ts'
import { figureText, fixedText, shareText } from '../numberText.ts'
import { syntheticLabel } from '../verdictText.ts'
import { slicesSections } from './discoverySlices.ts'
import type { ReportEvidence } from './reportEvidence.ts'
import { resultDocument } from './resultDocument.ts'

const MOST_ROWS = 300

/** The report of a discovery: what was asked, what is left after paying for all of it, and every number that led there. `findings` null: nothing was tested. */
export function discoveryDocument(
  view: DiscoveryView,
  findings: StoredDiscoveryFindings | null,
  evidence: ReportEvidence,
): ReportDocument {
  const { manifest, counts } = view
  return resultDocument(
    {
      title: `${manifest.symbols.join(', ')}: discovery of ${countWords(manifest.hypotheses, 'hypothesis', 'hypotheses')}`,
      told: [
        `run ${manifest.runId}`,
        `${manifest.interval} bars, ${manifest.firstTime.slice(0, 10)} to ${manifest.lastTime.slice(0, 10)}`,
      ],
      engineVersion: manifest.engineVersion,
      banner: syntheticLabel(manifest.synthetic),
      verdict: {
        tone: counts === null ? 'open' : counts.candidates > 0 ? 'good' : 'bad',
        title: titleOf(counts),
        text: view.verdict,
      },
      sections: [
        { id: 'counts', title: 'What was asked and what is left', blocks: countsBlocks(view) },
        ...(findings === null ? [] : [volcanoSection(view, findings)]),
        ...(view.candidates === null ? [] : [candidatesSection(view.candidates), rulesSection(view.candidates)]),
        ...(findings === null || view.candidates === null ? [] : slicesSections(findings)),
        ...(findings === null ? [] : [hypothesesSection(findings)]),
        leakSection(view),
        grammarSection(manifest),
        sensorsSection(manifest),
      ],
      assumed: { fields: manifest.assumptions, notes: manifest.notes },
      spec: manifest.spec,
      facts: [
        ['Run', manifest.runId],
        ['Content', manifest.contentId],
        ['Configuration', manifest.configHash],
        ...manifest.origins.map(({ symbol, storedInterval, contentHash }): [string, string] => [
          `Data ${symbol}, ${storedInterval}`,
          contentHash,
        ]),
      ],
    },
    evidence,
  )
}

function titleOf(counts: DiscoveryView['counts']): string {
  if (counts === null) return 'Nothing was tested'
  if (counts.candidates > 0) return `${counts.candidates} edge ${counts.candidates === 1 ? 'candidate' : 'candidates'}`
  return counts.discoveries > 0 ? 'Discoveries, and no edge candidate' : 'Nothing was found'
}

function countsBlocks({ manifest, counts, control, best, trials, words }: DiscoveryView): DocumentSection['blocks'] {
  const whole = (value: number | undefined) => fixedText(value ?? null, 0)
  const figures: readonly DocumentFigure[] = [
    { name: 'Declared hypotheses', value: whole(manifest.hypotheses), meaning: DEFINITIONS.declaredHypotheses },
    { name: 'Tested', value: whole(counts?.tested), meaning: null },
    { name: 'p at most 5 % taken alone', value: whole(counts?.alone), meaning: DEFINITIONS.expectancyP },
    { name: 'Discoveries (deciding)', value: whole(counts?.discoveries), meaning: DEFINITIONS.qBenjaminiYekutieli },
    { name: 'By Benjamini-Hochberg', value: whole(control?.byBh), meaning: DEFINITIONS.qBenjaminiHochberg },
    { name: 'Family-wise', value: whole(counts?.familyWise), meaning: DEFINITIONS.familyWiseP },
    { name: 'Edge candidates', value: whole(counts?.candidates), meaning: null },
    { name: 'Reality check p', value: figureText(best?.pRealityCheck ?? null), meaning: DEFINITIONS.bestOfAllP },
    { name: 'SPA p', value: figureText(best?.pSpaConsistent ?? null), meaning: DEFINITIONS.bestOfAllP },
    { name: 'Trials with those before', value: whole(trials?.all), meaning: DEFINITIONS.trials },
  ]
  return [{ kind: 'texts', texts: manifest.warnings, tone: 'warning' }, { kind: 'figures', figures }, texts(...words)]
}

function volcanoSection({ manifest, control }: DiscoveryView, findings: StoredDiscoveryFindings): DocumentSection {
  const q = control?.q ?? findings.falseDiscoveryRate
  const points = pointsOf(findings, q)
  return {
    id: 'volcano',
    title: 'Effect and luck',
    blocks: [
      {
        kind: 'chart',
        caption: `A point a tested hypothesis of ${manifest.hypotheses}: across the effect size, up how unlikely luck is after control of the whole family. Below the dashed line it is not told from luck.`,
        chart: (theme) => volcano(points, 'q', theme),
      },
      {
        kind: 'chart',
        caption:
          'The same by the p-value of each hypothesis taken alone, as if it were the only one: what somebody sees who does not pay for the others. It decides nothing.',
        chart: (theme) => volcano(points, 'p', theme),
      },
    ],
  }
}

function pointsOf({ results, candidates }: StoredDiscoveryFindings, q: number): DiscoveryPointsView {
  const tested = results.filter(({ pValue }) => pValue !== null)
  const edges = new Set(
    candidates.filter(({ standing }) => standing === 'candidate').map(({ result }) => result.hypothesis.id),
  )
  return {
    q,
    id: tested.map(({ hypothesis }) => hypothesis.id),
    symbol: tested.map(({ hypothesis }) => hypothesis.symbol),
    direction: tested.map(({ hypothesis }) => hypothesis.direction),
    effectSize: tested.map(({ effectSize }) => effectSize),
    uplift: tested.map(({ uplift }) => uplift),
    pValue: tested.map(({ pValue }) => pValue),
    qValue: tested.map(({ qBy }) => qBy),
    isDiscovery: tested.map((result) => isDiscovery(result, q)),
    isCandidate: tested.map(({ hypothesis }) => edges.has(hypothesis.id)),
  }
}

/** Points carry their hypothesis as a name: a tooltip made by a function would not survive in a file. */
function volcano(points: DiscoveryPointsView, measure: VolcanoMeasure, theme: Theme): SizedChart {
  const option = volcanoOption({ points, measure, selected: null, theme, numbers: NEUTRAL_NUMBERS })
  const series = Array.isArray(option.series) ? option.series : []
  const named = series.map((one) => {
    const data: unknown = one.data
    if (!Array.isArray(data)) return one
    const points2 = data.map((value: unknown) =>
      Array.isArray(value) ? { name: nameAt(points, value[2]), value: [rounded(value[0]), rounded(value[1])] } : value,
    )
    return Object.assign({}, one, { data: points2 })
  })
  const tooltip = { confine: true, formatter: `{b}<br>effect size, -log10 ${measure}: {c}` }
  return { option: { ...option, series: named, tooltip }, width: 1000, height: 460 }
}

function nameAt({ id }: DiscoveryPointsView, at: unknown): string {
  return typeof at === 'number' ? (id[at] ?? '').replaceAll('|', ' · ') : ''
}

function rounded(value: unknown): number | null {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : null
}

const RESULT_COLUMNS: readonly DocumentColumn[] = [
  { name: 'Symbol', kind: 'fixed' },
  { name: 'Event', kind: 'fixed' },
  { name: 'Condition', kind: 'fixed' },
  { name: 'Side', kind: 'fixed' },
  { name: 'Bars', kind: 'number' },
  { name: 'Events', kind: 'number', meaning: DEFINITIONS.effectiveEvents },
  { name: 'Mean', kind: 'number', meaning: DEFINITIONS.conditionalMean },
  { name: 'Uplift', kind: 'number', meaning: DEFINITIONS.uplift },
  { name: '95 %', kind: 'number' },
  { name: 'Effect', kind: 'number', meaning: DEFINITIONS.effectSize },
  { name: 'p', kind: 'number', meaning: DEFINITIONS.expectancyP },
  { name: 'q', kind: 'number', meaning: DEFINITIONS.qBenjaminiYekutieli },
  { name: 'Family p', kind: 'number', meaning: DEFINITIONS.familyWiseP },
  { name: 'Break-even, bps', kind: 'number', meaning: DEFINITIONS.breakEvenRoundTrip },
]

function resultCells(result: StoredHypothesisResult): readonly string[] {
  const { hypothesis, events, effectiveEvents, meanReturn, uplift, upliftLow, upliftHigh } = result
  return [
    hypothesis.symbol,
    hypothesis.family,
    hypothesis.condition,
    hypothesis.direction,
    String(hypothesis.horizonBars),
    `${fixedText(effectiveEvents, 1)} of ${fixedText(events, 0)}`,
    shareText(meanReturn, 3),
    shareText(uplift, 3),
    upliftLow === null || upliftHigh === null ? 'n/a' : `${shareText(upliftLow, 3)} to ${shareText(upliftHigh, 3)}`,
    figureText(result.effectSize),
    figureText(result.pValue),
    figureText(result.qBy),
    figureText(result.pFamilyWise),
    fixedText(result.breakEvenBps, 1),
  ]
}

function candidatesSection(candidates: readonly CandidateView[]): DocumentSection {
  return {
    id: 'candidates',
    title: 'Candidates',
    blocks: [
      texts(
        'A candidate passed control and every rule; a discovery passed control alone; one that is near did not, and is shown because it came closest. Capacity in the quote currency a trade.',
      ),
      table(
        [
          { name: 'Standing', kind: 'fixed' },
          ...RESULT_COLUMNS,
          { name: 'Capacity', kind: 'number', meaning: DEFINITIONS.edgeCapacity },
        ],
        candidates.map(({ standing, result, capacityHalf }) => [
          standing,
          ...resultCells(result),
          fixedText(capacityHalf, 0),
        ]),
        'Nothing came near.',
      ),
    ],
  }
}

function rulesSection(candidates: readonly CandidateView[]): DocumentSection {
  return {
    id: 'rules',
    title: 'Rules of a candidate',
    blocks: [
      table(
        [
          { name: 'Hypothesis', kind: 'text' },
          { name: 'Rule', kind: 'text' },
          { name: 'Passed', kind: 'fixed' },
          { name: 'Why', kind: 'text' },
        ],
        candidates.flatMap(({ result, rules }) =>
          rules.map(({ rule, passed, reason }) => [
            result.hypothesis.id.replaceAll('|', ' · '),
            rule,
            passed === null ? 'not asked' : passed ? 'yes' : 'no',
            reason,
          ]),
        ),
        'No hypothesis was put to the rules.',
      ),
    ],
  }
}

function hypothesesSection({ results }: StoredDiscoveryFindings): DocumentSection {
  const shown = [...results]
    .sort((a, b) => (a.pValue ?? 2) - (b.pValue ?? 2) || (a.hypothesis.id < b.hypothesis.id ? -1 : 1))
    .slice(0, MOST_ROWS)
  return {
    id: 'hypotheses',
    title: 'Hypotheses',
    blocks: [
      texts(
        `${shown.length} of ${results.length} by the p-value taken alone. The q-values count all that were declared, so none is flattered by being shown here. The whole table lies in reports/phase2.`,
      ),
      table(
        [...RESULT_COLUMNS, { name: 'Not tested because', kind: 'fixed' }],
        shown.map((result) => [...resultCells(result), result.refusal ?? '']),
        'No hypothesis was tested.',
      ),
    ],
  }
}

function leakSection({ leakCheck }: DiscoveryView): DocumentSection {
  const lines =
    leakCheck === null
      ? ['No leak check is kept with it.']
      : [
          leakCheck.failures.length === 0
            ? `Events and states of ${countWords(leakCheck.columns, 'column')} were computed again on cut and garbled data and came out the same.`
            : `A later bar changes these: ${leakCheck.failures.join(', ')}.`,
          ...(leakCheck.silent.length === 0
            ? []
            : [`Of these the check proves little, for they never change: ${leakCheck.silent.join(', ')}.`]),
        ]
  const isClean = leakCheck !== null && leakCheck.failures.length === 0
  return {
    id: 'leaks',
    title: 'Leak check',
    blocks: [{ kind: 'texts', texts: lines, tone: isClean ? 'plain' : 'warning' }],
  }
}

function grammarSection({ grammar, families, dimensions }: DiscoveryManifest): DocumentSection {
  return {
    id: 'grammar',
    title: 'Grammar',
    blocks: [
      texts(
        `Symbols ${grammar.symbols.join(', ')}; sides ${grammar.directions.join(', ')}; horizons ${grammar.horizonsBars.join(', ')} bars; conditions ${grammar.conditions.join(', ')}.`,
      ),
      table(
        [
          { name: 'Event', kind: 'fixed' },
          { name: 'Is', kind: 'text' },
          { name: 'Formula', kind: 'text' },
          { name: 'Source', kind: 'text' },
        ],
        families.map(({ id, title, formula, source }) => [id, title, formula, source]),
        'No family of events.',
      ),
      table(
        [
          { name: 'State', kind: 'fixed' },
          { name: 'Is', kind: 'text' },
          { name: 'Formula', kind: 'text' },
          { name: 'Values', kind: 'text' },
        ],
        dimensions.map(({ id, title, formula, states }) => [id, title, formula, states.join(', ')]),
        'No conditions.',
      ),
    ],
  }
}

function sensorsSection({ sensors }: DiscoveryManifest): DocumentSection {
  const said = sensors.flatMap(({ findings, notes }) => [...findings.map(({ sentence }) => sentence), ...notes])
  return {
    id: 'sensors',
    title: 'Sensors',
    blocks: [
      table(
        [
          { name: 'Kind', kind: 'fixed' },
          { name: 'Column', kind: 'fixed' },
          { name: 'Rows', kind: 'number' },
          { name: 'First', kind: 'fixed' },
          { name: 'Last', kind: 'fixed' },
          { name: 'Symbols', kind: 'text' },
          { name: 'Content SHA-256', kind: 'code' },
        ],
        sensors.map(({ kind, column, rows, firstTime, lastTime, symbols, contentHash }) => [
          kind,
          column,
          fixedText(rows, 0),
          firstTime?.slice(0, 10) ?? 'n/a',
          lastTime?.slice(0, 10) ?? 'n/a',
          symbols.join(', '),
          contentHash,
        ]),
        'No sensor was joined: bars alone.',
      ),
      ...(said.length === 0 ? [] : [texts(...said)]),
    ],
  }
}
