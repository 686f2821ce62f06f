import { CANDIDATE_RULES } from '../candidates/candidateRules.ts'
import type { DiscoveryFindings } from '../discoveryFindings.ts'
import { discoveryWords } from './discoveryWords.ts'

const SCHEMA_VERSION = 1

/** `phase2.json`: what was asked, what is left, the best of all, what could have been found, and the same in words. */
export function phase2Json(findings: DiscoveryFindings): string {
  const { results: _results, candidates: _candidates, ...whole } = findings
  return jsonText({ words: discoveryWords(findings), ...whole })
}

/** `conditional_expectancy.json`: every hypothesis that was tested, by p-value, with all of its statistics. */
export function expectancyJson({ results, declared, falseDiscoveryRate }: DiscoveryFindings): string {
  const tested = results.filter(({ pValue }) => pValue !== null)
  const ordered = [...tested.entries()].sort(([a, left], [b, right]) => left.pValue! - right.pValue! || a - b)
  return jsonText({ declared, falseDiscoveryRate, hypotheses: ordered.map(([, result]) => result) })
}

/** `conditional_expectancy_robustness.json`: the rules, and each close look with how it did by them. */
export function robustnessJson({ candidates }: DiscoveryFindings): string {
  const rules = CANDIDATE_RULES.map(({ id, decides, meaning }) => ({ id, decides, meaning }))
  const studied = candidates.filter(({ study }) => study !== null)
  return jsonText({
    rules,
    studied: studied.map(({ standing, result, study, rules: readings }) => ({
      id: result.hypothesis.id,
      standing,
      rules: readings,
      study,
    })),
  })
}

function jsonText(value: object): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...value }, null, 2)}\n`
}
