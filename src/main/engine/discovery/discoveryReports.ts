import type { DiscoveryFindings } from '../../../core/discovery/discoveryFindings.ts'
import type { HypothesisResult } from '../../../core/discovery/hypothesisResult.ts'
import { candidatesCsv } from '../../../core/discovery/report/candidatesCsv.ts'
import { expectancyJson, phase2Json, robustnessJson } from '../../../core/discovery/report/discoveryReports.ts'
import { hypothesesCsv } from '../../../core/discovery/report/resultColumns.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { DISCOVERY_FILES, REPORT_FOLDERS } from '../queries/discoveryFolder.ts'
import { type DiscoveryFiles, writeAll } from './discoveryFiles.ts'
import type { PreparedDiscovery } from './prepareDiscovery.ts'

/** `reports/hypothesis_generator/<id>/`: the grammar, and every hypothesis that it makes, before anything is tested. */
export function hypothesesReport(out: DiscoveryFiles, { runId, hypotheses, task }: PreparedDiscovery): Outcome<void> {
  const folder = `${REPORT_FOLDERS.hypotheses}/${runId}`
  const rows = hypotheses.map(({ id, symbol, family, condition, direction, horizonBars }) =>
    [id, symbol, family, condition, direction, horizonBars].join(','),
  )
  const header = 'id,symbol,family,condition,direction,horizon_bars'
  const grammar = { schemaVersion: 1, hypotheses: hypotheses.length, ...task.grammar }
  return writeAll([
    () => out.writeText(`${folder}/grammar.json`, `${JSON.stringify(grammar, null, 2)}\n`),
    () => out.writeText(`${folder}/hypotheses.csv`, `${[header, ...rows].join('\n')}\n`),
  ])
}

/** `stages/phase1.json`: how many events each hypothesis has. */
export function countsReport(out: DiscoveryFiles, results: readonly HypothesisResult[]): Outcome<void> {
  const hypotheses = results.map(({ hypothesis, counts, refusal, events, effectiveEvents, apartEvents }) => ({
    hypothesis,
    counts,
    refusal,
    events,
    effectiveEvents,
    apartEvents,
  }))
  return out.writeJson(DISCOVERY_FILES.counts, { hypotheses })
}

/** Reports of what was tested: of each stage that was asked for. */
export function findingsReports(
  out: DiscoveryFiles,
  { runId }: PreparedDiscovery,
  findings: DiscoveryFindings,
  steps: ReadonlySet<string>,
): Outcome<void> {
  const { phase2, candidates, expectancy } = REPORT_FOLDERS
  const write = (folder: string, name: string, text: string) => () => out.writeText(`${folder}/${runId}/${name}`, text)
  return writeAll([
    write(phase2, 'phase2.json', phase2Json(findings)),
    write(phase2, 'hypotheses.csv', hypothesesCsv(findings.results)),
    ...(steps.has('candidates')
      ? [write(candidates, 'edge_candidates_normalized.csv', candidatesCsv(findings.candidates))]
      : []),
    ...(steps.has('expectancy') ? [write(expectancy, 'conditional_expectancy.json', expectancyJson(findings))] : []),
    ...(steps.has('robustness')
      ? [write(expectancy, 'conditional_expectancy_robustness.json', robustnessJson(findings))]
      : []),
  ])
}
