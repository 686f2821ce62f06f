import { trainSpecSchema } from '../../../core/contract/trainSpec.ts'
import type { RowKnowledge } from '../../../core/contract/workbench/modelCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { ModelKernels } from '../../../core/models/learner.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { exchangeHour } from '../../../core/time/exchangeOffset.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { BuildPorts } from '../matrices/buildPorts.ts'
import { findMatrix } from '../matrices/findMatrix.ts'
import { type NewestAgain, newestAgain } from '../matrices/newestAgain.ts'
import { readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import { tradedInstruments } from '../queries/tradedInstruments.ts'
import type { ShownModel } from './modelRegistry.ts'
import { modelSays } from './modelSays.ts'
import { readModelFile } from './readModelFile.ts'
import { shownRows } from './shownRows.ts'
import { shortVersion } from './trainFolder.ts'

/** Columns of one length, ascending in time, then instrument. `prediction`: a (calibrated) probability of the class 1, or a value; NaN where the model has none. */
export type RowPredictions = {
  readonly symbols: readonly string[]
  readonly instrument: Int32Array
  readonly barMs: Float64Array
  readonly decisionMs: Float64Array
  readonly prediction: Float64Array
  readonly signal: Float64Array
  readonly knowledge: readonly RowKnowledge[]
  /** The newest row of each instrument that may be looked at; -1 for none. */
  readonly newest: readonly number[]
  /** Those rows made again from what was known then; null where that could not be done, which a note tells. */
  readonly pointInTime: NewestAgain | null
  readonly notes: readonly string[]
}

export type PredictPorts = BuildPorts & { readonly kernels: ModelKernels }

/**
 * What the model that is kept of a version says of the rows of a matrix, sealed ones left out, as the signal that a backtest of it trades.
 * Errors: those of `readModelFile` and `readStoredMatrix`; `matrix-of-other-bars`, `matrix-without-columns`, `matrix-of-other-columns`.
 */
export async function predictRows(
  ports: PredictPorts,
  workspace: Workspace,
  { manifest }: ShownModel,
  which: string,
): Promise<Outcome<RowPredictions>> {
  const stored = readModelFile(ports, manifest.modelId, shortVersion(manifest.sha256))
  if (!stored.ok) return stored
  const matrix = await readStoredMatrix(ports, workspace.name, which)
  if (!matrix.ok) return matrix
  const fitting = checkColumns(ports, workspace.name, manifest, matrix.value)
  if (!fitting.ok) return fitting
  const { columns, notes } = fitting.value
  const shown = shownRows(ports, workspace, matrix.value, columns)
  if (!shown.ok) return shown
  const { data, sealedMs } = shown.value
  const hours = outOfHours(workspace, manifest, matrix.value)
  if (!hours.ok) return hours
  const { rows } = data.table.features
  const { prediction, signal } = modelSays(ports.kernels, stored.value, data.table)
  let silent = 0
  for (let row = 0; row < rows; row++) {
    if (!hours.value(data.instrument[row]!, matrix.value.timeMs[row]!)) continue
    prediction[row] = signal[row] = Number.NaN
    silent++
  }
  const learnedUntilMs = Date.parse(manifest.lastTime)
  const labelsEndMs = Date.parse(manifest.labelsEnd)
  const isOwn = matrix.value.passport.instruments.map((symbol) => manifest.instruments.includes(symbol))
  const knowledge = Array.from(data.decisionMs, (timeMs, row): RowKnowledge => {
    if (!isOwn[data.instrument[row]!]) return 'new'
    return timeMs <= learnedUntilMs ? 'learned' : timeMs < labelsEndMs ? 'overlaps' : 'new'
  })
  const newest = matrix.value.passport.instruments.map((_, place) => data.instrument.lastIndexOf(place))
  const again = await newestAgain(ports, workspace, matrix.value, newest)
  return success({
    symbols: matrix.value.passport.instruments,
    instrument: data.instrument,
    barMs: matrix.value.timeMs.slice(0, rows),
    decisionMs: data.decisionMs,
    prediction,
    signal,
    knowledge,
    newest,
    pointInTime: again.ok ? again.value : null,
    notes: [
      ...notes,
      ...againNotes(again),
      ...(silent > 0 ? [`${silent} rows begin out of its allowed hours: it says nothing of them.`] : []),
      ...rowNotes(matrix.value, rows, sealedMs, isOwn),
    ],
  })
}

/** Whether a bar begins out of the hours that the model was trained for. */
export function outOfHours(
  workspace: Workspace,
  { spec }: ShownModel['manifest'],
  { passport }: StoredMatrix,
): Outcome<(place: number, barMs: number) => boolean> {
  const instruments = tradedInstruments(workspace, passport.instruments)
  if (!instruments.ok) return instruments
  const interval = parseInterval(passport.interval)
  if (!interval.ok) return interval
  const hours = trainSpecSchema.parse(spec).allowed_hours
  if (hours === null || interval.value.ms >= DAY_MS) return success(() => false)
  const calendars = instruments.value.map(({ calendar }) => calendarOf(calendar))
  return success((place, barMs) => !hours.includes(exchangeHour(calendars[place]!, barMs)))
}

type Kept = { readonly columns: readonly number[]; readonly notes: readonly string[] }

/** The model's columns in the matrix, defined as they were. */
function checkColumns(
  { files }: PredictPorts,
  workspace: string,
  manifest: ShownModel['manifest'],
  { passport }: StoredMatrix,
): Outcome<Kept> {
  if (passport.interval !== manifest.interval)
    return failure(
      'matrix-of-other-bars',
      `The model learned from bars of ${manifest.interval}; the matrix ${passport.name} is of ${passport.interval}.`,
      'Build a matrix of the same bars.',
    )
  const columns = manifest.features.map((name) => passport.features.findIndex((feature) => feature.name === name))
  const lacking = manifest.features.filter((_, at) => columns[at]! < 0)
  if (lacking.length > 0)
    return failure(
      'matrix-without-columns',
      `The matrix ${passport.name} has no column ${lacking.join(', ')}.`,
      'Build it with the columns that the model learned from: assay models show names them.',
    )
  const own = findMatrix(files, workspace, manifest.matrix.sha256)
  if (!own.ok)
    return success({
      columns,
      notes: ['The matrix that it learned from is gone: whether its columns were defined as these are is not known.'],
    })
  const differing = manifest.features.find((name, at) => {
    const before = own.value.features.find((feature) => feature.name === name)
    const now = passport.features[columns[at]!]!
    return before?.version !== now.version || before.formula !== now.formula || before.unit !== now.unit
  })
  if (differing === undefined) return success({ columns, notes: [] })
  return failure(
    'matrix-of-other-columns',
    `The column ${differing} of the matrix ${passport.name} is defined otherwise than when the model learned from it.`,
    'Ask for the version of the feature that it learned from, as in RSI_14@1, or train the model anew.',
  )
}

function againNotes(again: Outcome<NewestAgain>): readonly string[] {
  if (!again.ok) return [`Its newest rows could not be made again from what was known then: ${again.trouble.message}`]
  const { differing, values } = again.value
  if (differing.length === 0) return []
  return [
    `THE BARS ARE OTHERS TODAY, OR A COLUMN LOOKS AHEAD: ${differing.length} of ${values} values of the newest rows come out otherwise from what was known then: ${differing.slice(0, 5).join(', ')}.`,
  ]
}

function rowNotes(
  { passport, timeMs }: StoredMatrix,
  rows: number,
  sealedMs: number | null,
  isOwn: readonly boolean[],
): readonly string[] {
  const strangers = passport.instruments.filter((_, place) => !isOwn[place])
  return [
    ...(passport.trusted ? [] : [`The report on the matrix ${passport.name} has errors.`]),
    ...(rows < timeMs.length && sealedMs !== null
      ? [`${timeMs.length - rows} rows from ${isoTime(sealedMs)} on are sealed and left out.`]
      : []),
    ...(strangers.length > 0 ? [`It learned nothing of ${strangers.join(', ')}.`] : []),
  ]
}
