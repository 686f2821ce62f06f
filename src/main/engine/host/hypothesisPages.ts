import type { StoredDiscoveryFindings } from '../../../core/contract/discoveryFindings.ts'
import type { StoredHypothesisResult } from '../../../core/contract/discoveryRecord.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type {
  CandidateRobustnessView,
  DiscoveryPointsView,
  HypothesesView,
  HypothesisColumn,
  HypothesisFilter,
  HypothesisRow,
} from '../../../core/contract/workbench/discoveryViews.ts'
import type { InputOf } from '../../../core/contract/workbench/rpc.ts'
import { isDiscovery } from '../../../core/discovery/candidates/closestPlaces.ts'
import { NO_FIGURES } from '../../../core/discovery/expectancy/conditionalExpectancy.ts'
import { studySlices } from '../../../core/discovery/report/studySlices.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ShelvedDiscovery } from './discoveryShelf.ts'

/** Every hypothesis in the order of the grammar; of those that were only counted nothing but their events is known. */
export function hypothesisRows({ findings, counts }: Omit<ShelvedDiscovery, 'view'>): readonly HypothesisRow[] {
  if (findings !== null) return testedRows(findings)
  return (counts?.hypotheses ?? []).map((counted) => ({ ...UNTESTED, ...counted }))
}

function testedRows(findings: StoredDiscoveryFindings): readonly HypothesisRow[] {
  const candidates = candidateIds(findings)
  return findings.results.map((result) => ({
    ...result,
    isDiscovery: isDiscovery(result, findings.falseDiscoveryRate),
    isCandidate: candidates.has(result.hypothesis.id),
  }))
}

const UNTESTED = { ...NO_FIGURES, controls: 0, isDiscovery: false, isCandidate: false }

function candidateIds({ candidates }: StoredDiscoveryFindings): ReadonlySet<string> {
  return new Set(
    candidates.filter(({ standing }) => standing === 'candidate').map(({ result }) => result.hypothesis.id),
  )
}

/** Those that meet the filter, in the order of a column; without a value they come last, equals as they were declared. */
export function hypothesisPage(
  rows: readonly HypothesisRow[],
  { filter, sort, descending, offset, limit }: InputOf<Api, 'discoveries.hypotheses'>,
): HypothesesView {
  const matched = rows.filter((row) => meets(row, filter))
  const ordered = sort === null ? matched : matched.toSorted((a, b) => compared(a, b, sort, descending))
  return {
    total: rows.length,
    matched: matched.length,
    offset,
    rows: ordered.slice(offset, offset + limit),
  }
}

function meets(
  row: HypothesisRow,
  { state, symbol, family, condition, direction, horizonBars, text }: HypothesisFilter,
) {
  const { hypothesis } = row
  return (
    isInState(row, state) &&
    (symbol === null || hypothesis.symbol === symbol) &&
    (family === null || hypothesis.family === family) &&
    (condition === null || hypothesis.condition === condition) &&
    (direction === null || hypothesis.direction === direction) &&
    (horizonBars === null || hypothesis.horizonBars === horizonBars) &&
    (text === null || hypothesis.id.toLowerCase().includes(text.toLowerCase()))
  )
}

function isInState({ refusal, isDiscovery: discovered, isCandidate }: HypothesisRow, state: HypothesisFilter['state']) {
  switch (state) {
    case 'all':
      return true
    case 'tested':
      return refusal === null
    case 'refused':
      return refusal !== null
    case 'discovery':
      return discovered
    case 'candidate':
      return isCandidate
  }
}

function compared(a: HypothesisRow, b: HypothesisRow, column: HypothesisColumn, descending: boolean): number {
  const [left, right] = [columnValue(a, column), columnValue(b, column)]
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const order = left < right ? -1 : left > right ? 1 : 0
  return descending ? -order : order
}

function columnValue(row: StoredHypothesisResult, column: HypothesisColumn): string | number | null {
  switch (column) {
    case 'symbol':
    case 'family':
    case 'condition':
    case 'direction':
    case 'horizonBars':
      return row.hypothesis[column]
    default:
      return row[column]
  }
}

export function discoveryPoints(findings: StoredDiscoveryFindings): DiscoveryPointsView {
  const rows = testedRows(findings).filter(({ refusal }) => refusal === null)
  return {
    q: findings.falseDiscoveryRate,
    id: rows.map(({ hypothesis }) => hypothesis.id),
    symbol: rows.map(({ hypothesis }) => hypothesis.symbol),
    direction: rows.map(({ hypothesis }) => hypothesis.direction),
    effectSize: rows.map(({ effectSize }) => effectSize),
    uplift: rows.map(({ uplift }) => uplift),
    pValue: rows.map(({ pValue }) => pValue),
    qValue: rows.map(({ qBy }) => qBy),
    isDiscovery: rows.map((row) => row.isDiscovery),
    isCandidate: rows.map(({ isCandidate }) => isCandidate),
  }
}

/** Error: `no-such-candidate`. */
export function candidateRobustness(findings: StoredDiscoveryFindings, id: string): Outcome<CandidateRobustnessView> {
  const candidate = findings.candidates.find(({ result }) => result.hypothesis.id === id)
  const study = candidate?.study ?? null
  if (candidate === undefined || study === null)
    return failure(
      'no-such-candidate',
      `The hypothesis ${id} was not looked at closely.`,
      'Choose one of the candidates; a discovery without its robustness stage looks at none.',
    )
  const { capacity, decay } = study
  return success({
    id,
    standing: candidate.standing,
    rules: candidate.rules,
    slices: studySlices(study),
    decay: {
      horizonBars: decay.map(({ horizonBars }) => horizonBars),
      mean: decay.map(({ mean }) => mean),
      uplift: decay.map(({ uplift }) => uplift),
    },
    capacity: {
      medianBarValue: capacity.medianBarValue,
      barVolatility: capacity.barVolatility,
      half: capacity.halfNetValue,
      all: capacity.allNetValue,
    },
  })
}
