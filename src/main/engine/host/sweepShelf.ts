import { chosenTrials, sortedTrials, type TrialColumns } from '../../../core/backtest/sweep/chosenTrials.ts'
import type { TrialFilter } from '../../../core/contract/workbench/sweepViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type KeptSweep, readKeptSweep, SWEEP_FILES, SWEEPS, sweepPath } from '../sweeps/sweepFolder.ts'
import { recentValues } from './recentValues.ts'

/** A finished sweep with the columns of its trials in memory. */
export type ShelvedSweep = KeptSweep & {
  readonly names: readonly string[]
  readonly columns: TrialColumns
  /** How many trials a pass has. */
  total(fold: number): number
  /** Trials of a pass that meet the filters, in the order of evaluation. */
  chosen(fold: number, filters: readonly TrialFilter[]): Uint32Array
  /** The same by the values of a column. */
  sorted(fold: number, filters: readonly TrialFilter[], column: string, descending: boolean): Uint32Array
}

export type ListedSweep = { readonly sweepId: string } & (
  | { readonly state: 'done'; readonly kept: KeptSweep }
  | { readonly state: 'unfinished' | 'broken'; readonly kept: null }
)

export type SweepShelf = {
  list(files: GuardedFiles): readonly ListedSweep[]
  /** By the first letters of its id. Errors: `sweep-missing`, `sweep-ambiguous`, `sweep-unfinished`, `sweep-broken`, `sweep-too-many-trials`, `parquet-broken`. */
  take(files: GuardedFiles, workspace: string, idStart: string): Promise<Outcome<ShelvedSweep>>
}

/** Numbers of one sweep that are held at most: 320 MB. */
const MOST_NUMBERS = 40_000_000
const MOST_LISTED = 500
const MOST_ORDERS = 8

/** Holds the trials of the sweep that was asked for last. Files are held against their hashes once, until what was written of them changes. */
export function sweepShelf(columns: ColumnFiles): SweepShelf {
  const known = recentValues<KeptSweep>(MOST_LISTED)
  const held = recentValues<ShelvedSweep>(1)

  const keptOf = (files: GuardedFiles, sweepId: string): Outcome<KeptSweep | null> => {
    const path = sweepPath(sweepId, SWEEP_FILES.complete)
    const complete = files.exists(path) ? files.readText(path) : null
    if (complete?.ok !== true) return success(null)
    const key = `${files.root} ${sweepId} ${complete.value}`
    const before = known.get(key)
    if (before !== undefined) return success(before)
    const kept = readKeptSweep(files, sweepId)
    if (kept.ok && kept.value !== null) known.set(key, kept.value)
    return kept
  }

  return {
    list: (files) =>
      SWEEPS.ids(files).map((sweepId): ListedSweep => {
        const kept = keptOf(files, sweepId)
        if (!kept.ok) return { sweepId, state: 'broken', kept: null }
        return kept.value === null
          ? { sweepId, state: 'unfinished', kept: null }
          : { sweepId, state: 'done', kept: kept.value }
      }),
    take: async (files, workspace, idStart) => {
      const kept = SWEEPS.find(files, workspace, idStart, keptOf)
      if (!kept.ok) return kept
      const key = `${files.root} ${JSON.stringify(kept.value.complete)}`
      const shelved = held.get(key)
      if (shelved !== undefined) return success(shelved)
      const loaded = await load(columns, files, kept.value)
      if (loaded.ok) held.set(key, loaded.value)
      return loaded
    },
  }
}

async function load(columns: ColumnFiles, files: GuardedFiles, kept: KeptSweep): Promise<Outcome<ShelvedSweep>> {
  const { sweepId } = kept.manifest
  const path = files.resolve(sweepPath(sweepId, SWEEP_FILES.results))
  if (!path.ok) return path
  const shape = await columns.describeParquet(path.value)
  if (!shape.ok) return shape
  const { fields, rows } = shape.value
  if (rows * fields.length > MOST_NUMBERS)
    return failure(
      'sweep-too-many-trials',
      `The sweep ${sweepId} has ${rows} trials, more than can be held to be shown one by one.`,
      `Its summary stands as it is; read the trials from ${sweepPath(sweepId, SWEEP_FILES.results)}.`,
    )
  const names = fields.map(({ name }) => name)
  const read = await columns.readParquet(path.value, names)
  if (!read.ok) return read
  const byName = Object.fromEntries(read.value.map(({ name, values }) => [name, values]))
  return success({ ...kept, names, columns: byName, ...questions(byName) })
}

type Questions = Pick<ShelvedSweep, 'total' | 'chosen' | 'sorted'>

/** Passes lie one behind the other. The last orders are kept, so that a table that scrolls sorts once. */
function questions(columns: TrialColumns): Questions {
  const folds = columns.fold ?? new Float64Array(0)
  const chosenBefore = recentValues<Uint32Array>(MOST_ORDERS)
  const sortedBefore = recentValues<Uint32Array>(MOST_ORDERS)
  const spans = new Map<number, readonly [from: number, to: number]>()
  const spanOf = (fold: number) => {
    const span = spans.get(fold) ?? ([folds.indexOf(fold), folds.lastIndexOf(fold) + 1] as const)
    spans.set(fold, span)
    return span[0] < 0 ? ([0, 0] as const) : span
  }
  const remembered = (store: typeof chosenBefore, key: string, make: () => Uint32Array): Uint32Array => {
    const rows = store.get(key) ?? make()
    store.set(key, rows)
    return rows
  }
  const chosen: Questions['chosen'] = (fold, filters) =>
    remembered(chosenBefore, JSON.stringify([fold, filters]), () => chosenTrials(columns, ...spanOf(fold), filters))
  return {
    total: (fold) => spanOf(fold)[1] - spanOf(fold)[0],
    chosen,
    sorted: (fold, filters, column, descending) =>
      remembered(sortedBefore, JSON.stringify([fold, filters, column, descending]), () =>
        sortedTrials(chosen(fold, filters), columns[column] ?? new Float64Array(0), descending),
      ),
  }
}
