import {
  type DiscoveryContext,
  discoveryContextSchema,
  discoveryFindingsSchema,
  type StoredDiscoveryFindings,
  type StoredEdgeCandidate,
} from '../../../core/contract/discoveryFindings.ts'
import { type DiscoveryManifest, discoveryTrialsSchema } from '../../../core/contract/discoveryRecord.ts'
import type {
  CandidateView,
  DiscoveryControl,
  DiscoveryCounts,
  DiscoveryPowerView,
  DiscoveryStageView,
  DiscoveryView,
} from '../../../core/contract/workbench/discoveryViews.ts'
import { isDiscovery } from '../../../core/discovery/candidates/closestPlaces.ts'
import type { DiscoveryFindings } from '../../../core/discovery/discoveryFindings.ts'
import { discoveryWords } from '../../../core/discovery/report/discoveryWords.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { countWords } from '../../../core/time/countWords.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  brokenDiscovery,
  DISCOVERY_FILES,
  DISCOVERY_STEPS,
  discoveryPath,
  type KeptDiscovery,
  readPart,
} from '../queries/discoveryFolder.ts'
import { discoverySettingsOf } from './discoverySettingsOf.ts'

/** A p-value that somebody who looks at one hypothesis alone would take for a finding. */
const ALONE = 0.05

/** What a finished discovery found, as it is kept. Error: `discovery-broken`. */
export function discoveryView(files: GuardedFiles, { manifest, complete }: KeptDiscovery): Outcome<DiscoveryView> {
  const { runId } = manifest
  const part = <T>(name: string, shape: Parameters<typeof readPart<T>>[2]) =>
    readPart(files, discoveryPath(runId, name), shape)
  const findings = part(DISCOVERY_FILES.findings, discoveryFindingsSchema)
  if (findings === null && complete.stages.includes('phase2')) return brokenDiscovery(runId, DISCOVERY_FILES.findings)
  const context: DiscoveryContext | null = part(DISCOVERY_FILES.context, discoveryContextSchema)
  const trials = part(DISCOVERY_FILES.trials, discoveryTrialsSchema)
  return success({
    manifest,
    stages: stagesOf(complete.stages),
    verdict: verdictOf(manifest, findings),
    words: findings === null ? [] : discoveryWords(findings),
    counts: findings === null ? null : countsOf(manifest, findings),
    control: findings === null ? null : controlOf(manifest, findings),
    best: findings?.best ?? null,
    power: findings === null ? null : powerOf(findings),
    candidates:
      findings !== null && complete.stages.includes('candidates') ? findings.candidates.map(candidateView) : null,
    leakCheck: context?.leakCheck ?? null,
    trials: trials === null ? null : { own: trials.own, before: trials.before, all: trials.own + trials.before },
    files: Object.keys(complete.files),
  })
}

function stagesOf(done: readonly string[]): readonly DiscoveryStageView[] {
  return DISCOVERY_STEPS.map((stage) =>
    done.includes(stage)
      ? { stage, state: 'done', note: '' }
      : { stage, state: 'skipped', note: 'Switched off, or it needs a stage that is.' },
  )
}

export function countsOf(
  manifest: Pick<DiscoveryManifest, 'settings'>,
  findings: Pick<DiscoveryFindings, 'declared' | 'tested' | 'results' | 'familyWise' | 'candidates'>,
): DiscoveryCounts {
  const refused: Record<string, number> = {}
  for (const { refusal } of findings.results) if (refusal !== null) refused[refusal] = (refused[refusal] ?? 0) + 1
  const { q } = discoverySettingsOf(manifest)
  return {
    declared: findings.declared,
    tested: findings.tested,
    refused,
    discoveries: findings.results.filter((result) => isDiscovery(result, q)).length,
    familyWise: findings.familyWise,
    alone: findings.results.filter(({ pValue }) => pValue !== null && pValue <= ALONE).length,
    candidates: findings.candidates.filter(({ standing }) => standing === 'candidate').length,
  }
}

function controlOf(manifest: DiscoveryManifest, findings: StoredDiscoveryFindings): DiscoveryControl {
  const { q, resamples } = discoverySettingsOf(manifest)
  return {
    q,
    decides: 'benjamini-yekutieli',
    byBh: findings.discoveriesByBenjaminiHochberg,
    byBy: findings.discoveriesByBenjaminiYekutieli,
    byStepDown: findings.familyWise,
    resamples,
    blockBars: findings.blockBars,
    blocks: findings.blocks,
  }
}

function powerOf(findings: StoredDiscoveryFindings): DiscoveryPowerView {
  return { ...findings.power, sentence: discoveryWords(findings).at(-1) ?? '' }
}

export function candidateView({ standing, result, study, rules }: StoredEdgeCandidate, place: number): CandidateView {
  return {
    rank: place + 1,
    standing,
    result,
    rules,
    capacityHalf: study?.capacity.halfNetValue ?? null,
    capacityAll: study?.capacity.allNetValue ?? null,
    isStudied: study !== null,
  }
}

/** What was found, said plainly. */
export function verdictOf(manifest: DiscoveryManifest, findings: StoredDiscoveryFindings | null): string {
  if (findings === null)
    return `${countWords(manifest.hypotheses, 'hypothesis was', 'hypotheses were')} counted, and nothing was tested.`
  const { q } = discoverySettingsOf(manifest)
  const { tested, declared, discoveries, candidates, alone } = countsOf(manifest, findings)
  const luck = `${alone} of ${countWords(tested, 'tested hypothesis', 'tested hypotheses')} ${alone === 1 ? 'has' : 'have'} a p-value of at most 5 % taken alone; ${Math.round(tested * ALONE)} would by luck`
  if (discoveries === 0)
    return `Nothing was found: none of ${countWords(declared, 'declared hypothesis', 'declared hypotheses')} is left at a false discovery rate of ${q}. ${luck}.`
  const held =
    candidates === 0
      ? 'none of them passes every rule of a candidate'
      : `${candidates} of them ${candidates === 1 ? 'passes' : 'pass'} every rule`
  return `${discoveries} of ${countWords(declared, 'declared hypothesis', 'declared hypotheses')} ${discoveries === 1 ? 'is' : 'are'} left at a false discovery rate of ${q}; ${held}. ${luck}.`
}
