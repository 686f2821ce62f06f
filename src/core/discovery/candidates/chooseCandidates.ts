import type { HypothesisResult } from '../hypothesisResult.ts'
import { CANDIDATE_RULES, type RuleInputs } from './candidateRules.ts'
import type { CandidateStudy } from './candidateStudy.ts'
import { closestPlaces, isDiscovery } from './closestPlaces.ts'
import type { CandidateStanding, EdgeCandidate, RuleReading } from './edgeCandidate.ts'

const DECIDING: ReadonlySet<string> = new Set(CANDIDATE_RULES.filter(({ decides }) => decides).map(({ id }) => id))
const STANDINGS: readonly CandidateStanding[] = ['candidate', 'discovery', 'near']

/** The results that come into question with how they did by every rule: candidates, then discoveries, then what came near; each by p-value. */
export function chooseCandidates(
  results: readonly HypothesisResult[],
  studies: ReadonlyMap<number, CandidateStudy>,
  falseDiscoveryRate: number,
): readonly EdgeCandidate[] {
  const places = closestPlaces(results, results.length, falseDiscoveryRate)
  const chosen = places.map((place) => {
    const inputs = { result: results[place]!, study: studies.get(place) ?? null, falseDiscoveryRate }
    const rules = CANDIDATE_RULES.map(({ id, read }) => ({ rule: id, ...read(inputs) }))
    return { standing: standingOf(inputs, rules), result: inputs.result, study: inputs.study, rules }
  })
  return STANDINGS.flatMap((standing) => chosen.filter((candidate) => candidate.standing === standing))
}

/** Without a close look nothing is more than a discovery. */
function standingOf(
  { result, study, falseDiscoveryRate }: RuleInputs,
  rules: readonly RuleReading[],
): CandidateStanding {
  if (!isDiscovery(result, falseDiscoveryRate)) return 'near'
  return study !== null && !rules.some(({ rule, passed }) => passed === false && DECIDING.has(rule))
    ? 'candidate'
    : 'discovery'
}
