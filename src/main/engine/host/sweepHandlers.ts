import { trialMap } from '../../../core/backtest/sweep/trialMap.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers, InputOf } from '../../../core/contract/workbench/rpc.ts'
import type {
  SweepListItem,
  TrialMapView,
  TrialPointsView,
  TrialsView,
  TrialView,
} from '../../../core/contract/workbench/sweepViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { readSweepManifest } from '../sweeps/sweepFolder.ts'
import { type ListedSweep, type ShelvedSweep, sweepShelf } from './sweepShelf.ts'
import { trialSpec } from './trialSpec.ts'

export type SweepHandlerPorts = Pick<WorkspacePorts, 'home' | 'manifests'> & { readonly columns: ColumnFiles }

type SweepNames = 'sweeps.list' | 'sweeps.show' | 'sweeps.trial' | 'sweeps.trials' | 'sweeps.points' | 'sweeps.map'
export type SweepHandlers = Pick<Handlers<Api, AbortSignal>, SweepNames>

/** Figures of which less is better. */
const LESS_IS_BETTER: readonly string[] = ['max_drawdown']

/** Stored sweeps, and their trials: sorted, filtered and counted here, so that the page never holds them all. */
export function sweepHandlers(ports: SweepHandlerPorts): SweepHandlers {
  const shelf = sweepShelf(ports.columns)
  const taken = async (workspace: string, sweepId: string): Promise<Outcome<ShelvedSweep>> => {
    const opened = openWorkspace(ports, workspace)
    return opened.ok ? shelf.take(opened.value.files, workspace, sweepId) : opened
  }
  return {
    'sweeps.list': ({ workspace }) => {
      const opened = openWorkspace(ports, workspace)
      if (!opened.ok) return opened
      const { files } = opened.value
      return success(shelf.list(files).map((sweep) => listItem(files, sweep)))
    },
    'sweeps.show': async ({ workspace, sweepId }) => {
      const sweep = await taken(workspace, sweepId)
      if (!sweep.ok) return sweep
      const { manifest, summary, overfitting, names } = sweep.value
      return success({ manifest, summary, overfitting, columns: names })
    },
    'sweeps.trials': async (input) => {
      const sweep = await taken(input.workspace, input.sweepId)
      return sweep.ok ? trials(sweep.value, input) : sweep
    },
    'sweeps.trial': async ({ workspace, sweepId, row }) => {
      const sweep = await taken(workspace, sweepId)
      return sweep.ok ? trial(sweep.value, row) : sweep
    },
    'sweeps.points': async (input) => {
      const sweep = await taken(input.workspace, input.sweepId)
      return sweep.ok ? points(sweep.value, input) : sweep
    },
    'sweeps.map': async (input) => {
      const sweep = await taken(input.workspace, input.sweepId)
      return sweep.ok ? mapOf(sweep.value, input) : sweep
    },
  }
}

function listItem(files: GuardedFiles, { sweepId, state, kept }: ListedSweep): SweepListItem {
  const manifest = kept?.manifest ?? readSweepManifest(files, sweepId)
  if (manifest === null) return { sweepId, state, manifest: null, base: null, summary: null }
  const { method, trials, axes, objective, constraints, riskProfile, walkForward } = manifest
  const { strategy, instruments, interval, firstTime, lastTime, synthetic } = manifest.base
  return {
    sweepId,
    state,
    manifest: { method, trials, axes, objective, constraints, riskProfile, walkForward },
    base: { strategy, instruments, interval, firstTime, lastTime, synthetic },
    summary: kept?.summary ?? null,
  }
}

/** Error: `unknown-column`. */
function checkColumns({ names }: ShelvedSweep, wanted: readonly string[]): Outcome<void> {
  const odd = wanted.find((name) => !names.includes(name))
  return odd === undefined
    ? success(undefined)
    : failure(
        'unknown-column',
        `The trials of this sweep have no column ${JSON.stringify(odd)}.`,
        `They have: ${names.join(', ')}.`,
      )
}

const columnsOf = (filters: readonly { readonly column: string }[]) => filters.map(({ column }) => column)

function valuesAt({ columns }: ShelvedSweep, names: readonly string[], rows: ArrayLike<number>): TrialsView['values'] {
  return Object.fromEntries(
    names.map((name) => {
      const values = columns[name]!
      const told = (row: number) => (Number.isFinite(values[row]!) ? values[row]! : null)
      return [name, Array.from(rows, told)]
    }),
  )
}

function trials(sweep: ShelvedSweep, input: InputOf<Api, 'sweeps.trials'>): Outcome<TrialsView> {
  const { fold, filters, sort, descending, offset, limit } = input
  const checked = checkColumns(sweep, [...columnsOf(filters), ...(sort === null ? [] : [sort])])
  if (!checked.ok) return checked
  const all = sort === null ? sweep.chosen(fold, filters) : sweep.sorted(fold, filters, sort, descending)
  const rows = all.subarray(offset, offset + limit)
  return success({
    total: sweep.total(fold),
    matched: all.length,
    offset,
    rows: [...rows],
    values: valuesAt(sweep, sweep.names, rows),
  })
}

function trial(sweep: ShelvedSweep, row: number): Outcome<TrialView> {
  const fold = sweep.columns.fold?.[row]
  if (fold === undefined)
    return failure(
      'no-such-trial',
      `The sweep ${sweep.manifest.sweepId} has no trial in row ${row}.`,
      'Choose a row of its table of trials.',
    )
  const spec = trialSpec(sweep.manifest, (column) => sweep.columns[column]?.[row] ?? Number.NaN)
  if (!spec.ok) return spec
  const values = Object.entries(valuesAt(sweep, sweep.names, [row])).map(([name, [value = null]]) => [name, value])
  return success({ row, fold, values: Object.fromEntries(values), spec: spec.value })
}

function points(sweep: ShelvedSweep, input: InputOf<Api, 'sweeps.points'>): Outcome<TrialPointsView> {
  const { fold, filters, columns, most, keep } = input
  const checked = checkColumns(sweep, [...columnsOf(filters), ...columns])
  if (!checked.ok) return checked
  const all = sweep.chosen(fold, filters)
  const step = Math.max(1, Math.ceil(all.length / most))
  const kept = new Set(keep)
  const rows = Array.from(all).filter((row, place) => place % step === 0 || kept.has(row))
  return success({ matched: all.length, step, rows, values: valuesAt(sweep, columns, rows) })
}

function mapOf(sweep: ShelvedSweep, input: InputOf<Api, 'sweeps.map'>): Outcome<TrialMapView> {
  const { fold, filters, x, y, figure, measure } = input
  const checked = checkColumns(sweep, [...columnsOf(filters), x, y, figure])
  if (!checked.ok) return checked
  const values = (name: string) => sweep.columns[name]!
  return success(
    trialMap(sweep.chosen(fold, filters), {
      x: { name: x, values: values(x) },
      y: { name: y, values: values(y) },
      figure: values(figure),
      measure,
      lessIsBetter: LESS_IS_BETTER.includes(figure),
    }),
  )
}
