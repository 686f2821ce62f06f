import type { DiscoveryManifest, StoredHypothesisResult } from '../../../../core/contract/discoveryRecord.ts'
import type { JsonValue } from '../../../../core/contract/jsonValue.ts'
import { specValueText } from '../../../../core/contract/specValueText.ts'
import type { CandidateView, DiscoveryView, PromotionView } from '../../../../core/contract/workbench/discoveryViews.ts'
import { countWords } from '../../../../core/time/countWords.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'
import type { ListedDiscovery } from '../../../engine/discovery/listDiscoveries.ts'
import type { DiscoveryPlan } from '../../../engine/discovery/planDiscoveryRun.ts'
import type { DiscoveryReport } from '../../../engine/discovery/runDiscoveryJob.ts'
import { tableText } from './tableText.ts'

const MOST_CANDIDATES = 10

export function discoveryReportText({ view, unchanged, damage, workspace }: DiscoveryReport): string {
  const note = [
    ...(unchanged ? ['', 'Nothing had changed since this discovery was made; it was not computed again.'] : []),
    ...(damage === null ? [] : ['', `${damage} All of it was made anew.`]),
  ]
  return [
    discoveryText(view),
    ...note,
    '',
    `Files: ${workspace}/runs/${view.manifest.runId} and ${workspace}/reports`,
  ].join('\n')
}

/** What a person reads of one discovery: what was asked, what is left of it, and what stands behind that. */
export function discoveryText(view: DiscoveryView): string {
  const { manifest, candidates, trials, leakCheck, stages } = view
  const skipped = stages.filter(({ state }) => state === 'skipped').map(({ stage }) => stage)
  return [
    ...headLines(manifest),
    '',
    ...(view.words.length === 0 ? [view.verdict] : view.words),
    ...aloneLine(view),
    '',
    ...(candidates === null ? [] : candidateLines(candidates)),
    ...(trials === null
      ? []
      : [`Trials in the ledger on these instruments: ${trials.own} of this discovery, ${trials.before} before it`]),
    ...(leakCheck === null
      ? []
      : [
          `Leak check: ${countWords(leakCheck.columns, 'column')}, ${leakCheck.failures.length} failed${leakCheck.silent.length === 0 ? '' : `; ${leakCheck.silent.length} never changed in the bars looked at, which proves little of them`}`,
        ]),
    ...(skipped.length === 0 ? [] : [`Not done: ${skipped.join(', ')}`]),
    '',
    'Assumed, because nobody said otherwise:',
    ...manifest.assumptions.map(({ field, value, meaning }) => `  ${field} = ${shortValue(value)}  ${meaning}`),
  ].join('\n')
}

function headLines(manifest: DiscoveryManifest): readonly string[] {
  const { runId, symbols, interval, firstTime, lastTime, bars, hypotheses, grammar, sensors } = manifest
  const parts = partsText({
    ...grammar,
    families: grammar.families.length,
    conditions: grammar.conditions.length,
    directions: grammar.directions.length,
  })
  return [
    `Discovery ${runId}: ${countWords(hypotheses, 'hypothesis', 'hypotheses')} (${parts})`,
    `${symbols.join(', ')}, ${interval} bars, ${firstTime} to ${lastTime} (${countWords(bars, 'bar')})`,
    `Sensors: ${sensors.length === 0 ? 'none' : sensors.map(({ kind, symbols: of }) => `${kind} of ${of.join(', ')}`).join('; ')}`,
    ...(manifest.synthetic === null ? [] : ['SYNTHETIC DATA: made by a program; nothing here is a market.']),
    ...manifest.warnings.map((warning) => `warning: ${warning}`),
    ...manifest.notes.map((note) => `note: ${note}`),
  ]
}

function aloneLine({ counts }: DiscoveryView): readonly string[] {
  if (counts === null || counts.tested === 0) return []
  const { alone, tested } = counts
  return [
    `Taken one at a time, ${alone} of ${countWords(tested, 'tested hypothesis', 'tested hypotheses')} ${alone === 1 ? 'has' : 'have'} a p-value of at most 0.05; ${Math.round(tested / 20)} would by luck.`,
  ]
}

function candidateLines(candidates: readonly CandidateView[]): readonly string[] {
  if (candidates.length === 0) return []
  const shown = candidates.slice(0, MOST_CANDIDATES)
  const rows = shown.map(({ standing, result, rules }) => [
    standing,
    ...resultCells(result),
    rules
      .filter(({ passed }) => passed === false)
      .map(({ rule }) => rule)
      .join(' '),
  ])
  const more = candidates.length - shown.length
  return [
    'Closest of all:',
    tableText(['standing', ...RESULT_HEADER, 'rules failed'], rows),
    ...(more === 0 ? [] : [`and ${more} more: assay discover candidates`]),
    '',
  ]
}

const RESULT_HEADER = ['hypothesis', 'events', 'uplift bps', 'from', 'to', 'net bps', 'p', 'q', 'family p']

function resultCells(result: StoredHypothesisResult): readonly string[] {
  const { hypothesis, events, uplift, upliftLow, upliftHigh, netMeanReturn, pValue, qBy, pFamilyWise } = result
  return [
    hypothesis.id,
    String(events),
    ...[uplift, upliftLow, upliftHigh, netMeanReturn].map(basisPoints),
    ...[pValue, qBy, pFamilyWise].map(probability),
  ]
}

/** All that was looked at closely, with every rule. */
export function candidatesText({ manifest, candidates, verdict }: DiscoveryView): string {
  if (candidates === null) return `${verdict}\nCandidates were not asked for: run it with --candidates 1.`
  if (candidates.length === 0) return verdict
  return [
    verdict,
    '',
    ...candidates.flatMap(({ rank, standing, result, rules }) => [
      `${rank}. ${standing}: ${result.hypothesis.id} (${countWords(result.events, 'event')}, uplift ${basisPoints(result.uplift)} bps, p ${probability(result.pValue)}, q ${probability(result.qBy)})`,
      ...rules.map(
        ({ rule, passed, reason }) =>
          `   ${passed === null ? 'unknown' : passed ? 'passed' : 'FAILED'}  ${rule}: ${reason}`,
      ),
    ]),
    '',
    `Bars that chose a candidate are no evidence for it. Make it testable with: assay discover promote WORKSPACE ${manifest.runId} ID --as backtest`,
  ].join('\n')
}

export function discoveryListText(discoveries: readonly ListedDiscovery[]): string {
  if (discoveries.length === 0) return 'There is no discovery yet. Make one with: assay discover run'
  const rows = discoveries.map(({ runId, state, manifest, counts }) => [
    runId,
    state,
    manifest?.symbols.join(', ') ?? '',
    manifest?.interval ?? '',
    manifest === null ? '' : plainNumber(manifest.hypotheses),
    counts === null ? '' : String(counts.tested),
    counts === null ? '' : String(counts.discoveries),
    counts === null ? '' : String(counts.candidates),
  ])
  return tableText(
    ['discovery', 'state', 'symbols', 'bars of', 'hypotheses', 'tested', 'discoveries', 'candidates'],
    rows,
  )
}

export function discoveryPlanText(plan: DiscoveryPlan): string {
  const { hypotheses, most, symbols, sensors, horizonsBars, warnings } = plan
  return [
    `${countWords(hypotheses, 'hypothesis', 'hypotheses')}: ${partsText(plan)} (${horizonsBars.join(', ')} bars)`,
    `${symbols.join(', ')}, ${plan.interval} bars, ${plan.firstTime} to ${plan.lastTime} (${countWords(plan.bars, 'bar')})`,
    `Sensors: ${sensors.length === 0 ? 'none' : sensors.join(', ')}`,
    ...(hypotheses > most ? [`More than ${plainNumber(most)} are refused: name fewer, or raise max_hypotheses.`] : []),
    ...warnings.map((warning) => `warning: ${warning}`),
    'Nothing was tested and nothing is in the ledger.',
  ].join('\n')
}

type GrammarParts = Pick<DiscoveryPlan, 'symbols' | 'families' | 'conditions' | 'directions' | 'horizonsBars'>

function partsText({ symbols, families, conditions, directions, horizonsBars }: GrammarParts): string {
  return [
    countWords(symbols.length, 'symbol'),
    countWords(families, 'family', 'families'),
    countWords(conditions, 'condition'),
    countWords(directions, 'direction'),
    countWords(horizonsBars.length, 'horizon'),
  ].join(' x ')
}

export function promotionText({ files, command, note }: PromotionView): string {
  return [note, '', ...files.map((file) => `Wrote ${file}`), '', 'Run it with:', `  ${command}`].join('\n')
}

function basisPoints(value: number | null): string {
  return value === null ? 'n/a' : (value * 10_000).toFixed(1)
}

function probability(value: number | null): string {
  return value === null ? 'n/a' : String(Number(value.toPrecision(2)))
}

const MOST_TEXT = 120

function shortValue(value: JsonValue): string {
  const text = specValueText(value)
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text
}
