import { CANDIDATE_RULES } from '../candidates/candidateRules.ts'
import type { CandidateStudy, Segment } from '../candidates/candidateStudy.ts'
import type { EdgeCandidate } from '../candidates/edgeCandidate.ts'
import { bestShareCount } from '../candidates/withoutBest.ts'
import { csvTable, type TableColumn } from './csvTable.ts'
import { RESULT_COLUMNS } from './resultColumns.ts'

type Cell = string | number | null
type Candidate = EdgeCandidate

/** `edge_candidates_normalized.csv`: a row for each hypothesis that comes into question, with every statistic as a column, in a stable order. */
export function candidatesCsv(candidates: readonly EdgeCandidate[]): string {
  return csvTable(CANDIDATE_COLUMNS, candidates)
}

const CANDIDATE_COLUMNS: readonly TableColumn<Candidate>[] = [
  { name: 'standing', of: ({ standing }) => standing },
  ...RESULT_COLUMNS.map(({ name, of }) => ({ name, of: ({ result }: Candidate) => of(result) })),
  studied('median_return', ({ median }) => median),
  studied('trimmed_mean_return', ({ trimmedMean }) => trimmedMean),
  studied('uplift_apart', ({ apart }) => apart.uplift),
  withoutColumn('uplift_without_best', () => 1),
  withoutColumn('uplift_without_best_5_percent', bestShareCount),
  costColumn('net_mean_costs_1x', 1),
  costColumn('net_mean_costs_1_25x', 1.25),
  costColumn('net_mean_costs_1_5x', 1.5),
  studied('uplift_1_bar_later', ({ delays }) => delays[0]?.uplift ?? null),
  studied('uplift_2_bars_later', ({ delays }) => delays[1]?.uplift ?? null),
  studied('years', ({ years }) => years.length),
  studied('years_above_zero', ({ years }) => aboveZero(years)),
  studied('lowest_uplift_without_a_year', ({ leaveOneOut }) => lowest(leaveOneOut)),
  studied('states', ({ regimes }) => regimes.length),
  studied('states_above_zero', ({ regimes }) => aboveZero(regimes)),
  studied('neighbours', ({ neighbours }) => neighbours.length),
  studied('neighbours_above_zero', ({ neighbours }) => aboveZero(neighbours)),
  studied('other_symbols', ({ symbols }) => symbols.length),
  studied('other_symbols_above_zero', ({ symbols }) => aboveZero(symbols)),
  studied('best_horizon_bars', ({ decay }) => bestHorizon(decay)),
  decayColumn('mean_at_half_horizon', 0.5),
  decayColumn('mean_at_2_horizons', 2),
  decayColumn('mean_at_4_horizons', 4),
  studied('median_bar_value', ({ capacity }) => capacity.medianBarValue),
  studied('capacity_half_net', ({ capacity }) => capacity.halfNetValue),
  studied('capacity_all_net', ({ capacity }) => capacity.allNetValue),
  ...CANDIDATE_RULES.map(({ id }) => ({
    name: `rule_${id.replaceAll('-', '_')}`,
    of: (row: Candidate) => ruleCell(row, id),
  })),
]

function studied(name: string, of: (study: CandidateStudy) => Cell): TableColumn<Candidate> {
  return { name, of: ({ study }) => (study === null ? null : of(study)) }
}

function withoutColumn(name: string, count: (events: number) => number): TableColumn<Candidate> {
  return {
    name,
    of: ({ study, result }) =>
      study?.withoutBest.find(({ without }) => without === count(result.events))?.uplift ?? null,
  }
}

function costColumn(name: string, times: number): TableColumn<Candidate> {
  return studied(name, ({ costs }) => costs.find((stress) => stress.times === times)?.netMean ?? null)
}

function decayColumn(name: string, horizons: number): TableColumn<Candidate> {
  return {
    name,
    of: ({ study, result }) =>
      study?.decay.find(({ horizonBars }) => horizonBars === horizons * result.hypothesis.horizonBars)?.mean ?? null,
  }
}

function aboveZero(segments: readonly Segment[]): number {
  return segments.filter(({ uplift }) => uplift !== null && uplift > 0).length
}

function lowest(segments: readonly Segment[]): number | null {
  const uplifts = segments.flatMap(({ uplift }) => (uplift === null ? [] : [uplift]))
  return uplifts.length === 0 ? null : Math.min(...uplifts)
}

/** The horizon with the largest mean return; the shortest of equals. */
function bestHorizon(decay: CandidateStudy['decay']): number | null {
  const known = decay.flatMap(({ horizonBars, mean }) => (mean === null ? [] : [{ horizonBars, mean }]))
  return known.length === 0 ? null : known.reduce((best, row) => (row.mean > best.mean ? row : best)).horizonBars
}

function ruleCell({ rules }: Candidate, id: string): Cell {
  const passed = rules.find(({ rule }) => rule === id)?.passed ?? null
  return passed === null ? 'unknown' : passed ? 'passed' : 'failed'
}
