import type { DiscoveryContext } from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryFindings } from '../../../core/discovery/discoveryFindings.ts'
import type { HypothesisResult } from '../../../core/discovery/hypothesisResult.ts'
import { countWords } from '../../../core/time/countWords.ts'
import type { PreparedDiscovery } from './prepareDiscovery.ts'

// Lines of `logs/<stage>.log`. No time and no duration stands in them: the same run has the same logs.

export function contextLog({ leakCheck, states }: DiscoveryContext): readonly string[] {
  return [
    `${countWords(leakCheck.columns, 'column')} of events and states ${leakCheck.columns === 1 ? 'was' : 'were'} computed again without the bars after a cut: none changed.`,
    ...(leakCheck.silent.length === 0
      ? []
      : [
          `Of these the check proves little, they said the same of every bar looked at: ${leakCheck.silent.join(', ')}.`,
        ]),
    ...states.map(
      ({ symbol, dimension, bars, unknown }) =>
        `${symbol} ${dimension}: ${bars.join(', ')} bars in its states, ${unknown} in none.`,
    ),
  ]
}

export function hypothesesLog({ hypotheses, task: { grammar } }: PreparedDiscovery): readonly string[] {
  const { symbols, families, conditions, directions, horizonsBars } = grammar
  const parts = [
    countWords(symbols.length, 'symbol'),
    countWords(families.length, 'family', 'families'),
    countWords(conditions.length, 'condition'),
    countWords(directions.length, 'direction'),
    countWords(horizonsBars.length, 'horizon'),
  ]
  return [
    `${countWords(hypotheses.length, 'hypothesis', 'hypotheses')}: ${parts.join(' x ')}.`,
    'Where they are tested, each is a trial in the ledger before the first of them is.',
  ]
}

export function countsLog(results: readonly HypothesisResult[]): readonly string[] {
  return results.map(
    ({ hypothesis, counts, apartEvents, refusal }) =>
      `${hypothesis.id}: ${countWords(counts.detected, 'event')}, ${counts.inCondition} in the condition, ${counts.finished} finished, ${apartEvents} apart${refusal === null ? '' : `; not tested: ${refusal}`}.`,
  )
}

type StageLog = { readonly stage: string; readonly lines: readonly string[] }

export function findingsLog(findings: DiscoveryFindings, steps: ReadonlySet<string>): readonly StageLog[] {
  const { declared, tested, refused, candidates, best } = findings
  const logs: readonly StageLog[] = [
    {
      stage: 'phase2',
      lines: [
        `${countWords(declared, 'hypothesis', 'hypotheses')} declared, ${tested} tested, ${refused} refused; all ${declared} count.`,
        `At a false discovery rate of ${findings.falseDiscoveryRate}: ${findings.discoveriesByBenjaminiYekutieli} by Benjamini-Yekutieli, ${findings.discoveriesByBenjaminiHochberg} by Benjamini-Hochberg; ${findings.familyWise} family-wise by step-down.`,
        `The best of all is ${best.luckiest ?? 'none'}: reality check p ${shown(best.pRealityCheck)}, SPA p ${shown(best.pSpaConsistent)}.`,
      ],
    },
    {
      stage: 'candidates',
      lines: candidates.map(
        ({ standing, result, rules }) =>
          `${result.hypothesis.id}: ${standing}${rules
            .filter(({ passed }) => passed === false)
            .map(({ rule }) => `; fails ${rule}`)
            .join('')}.`,
      ),
    },
    {
      stage: 'robustness',
      lines: candidates
        .filter(({ study }) => study !== null)
        .map(({ result }) => `${result.hypothesis.id} was looked at closely.`),
    },
    {
      stage: 'expectancy',
      lines: [
        `The conditional expectancies of ${countWords(tested, 'tested hypothesis', 'tested hypotheses')} were written.`,
      ],
    },
  ]
  return logs.filter(({ stage }) => steps.has(stage))
}

function shown(value: number | null): string {
  return value === null ? 'not known' : value.toPrecision(3)
}
