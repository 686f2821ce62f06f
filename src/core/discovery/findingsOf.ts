import type { CandidateStudy } from './candidates/candidateStudy.ts'
import { chooseCandidates } from './candidates/chooseCandidates.ts'
import { discoveryPower } from './control/discoveryPower.ts'
import type { DiscoveryFamily } from './discoveryFamily.ts'
import type { DiscoveryFindings } from './discoveryFindings.ts'
import type { DiscoverySettings } from './discoverySettings.ts'

/** The family of all hypotheses and the close looks (by place in the family) as one. */
export function findingsOf(
  { falseDiscoveryRate }: DiscoverySettings,
  { results, best, blocks }: DiscoveryFamily,
  studies: ReadonlyMap<number, CandidateStudy>,
): DiscoveryFindings {
  const tested = results.filter(({ pValue }) => pValue !== null).length
  const controlledBy = (of: (result: DiscoveryFamily['results'][number]) => number | null): number =>
    results.filter((result) => (of(result) ?? 1) <= falseDiscoveryRate).length
  return {
    declared: results.length,
    tested,
    refused: results.filter(({ refusal }) => refusal !== null).length,
    falseDiscoveryRate,
    discoveriesByBenjaminiHochberg: controlledBy(({ qBh }) => qBh),
    discoveriesByBenjaminiYekutieli: controlledBy(({ qBy }) => qBy),
    familyWise: controlledBy(({ pFamilyWise }) => pFamilyWise),
    blockBars: blocks.blockBars,
    blocks: blocks.count,
    results,
    best,
    power: discoveryPower(results, falseDiscoveryRate),
    candidates: chooseCandidates(results, studies, falseDiscoveryRate),
  }
}
