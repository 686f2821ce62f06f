import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { TrainingData } from '../../../core/pipeline/training/trainingTask.ts'
import { labelledRows } from '../../../core/pipeline/training/trainingTask.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { exchangeHour } from '../../../core/time/exchangeOffset.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { tradedInstruments } from '../queries/tradedInstruments.ts'
import { shownRows } from './shownRows.ts'

/** `barMs`: starts of the rows' bars. `ledgerSymbols`: the instruments as the ledger names them. */
export type RowTerms = {
  readonly barMs: Float64Array
  readonly sealedMs: number | null
  readonly ledgerSymbols: readonly string[]
  readonly notes: readonly string[]
}

/**
 * The rows of a matrix that a training may see, over shared memory: those before any sealed hold-out of its instruments, as it is now. Their target is left out where its label ends
 * in the hold-out, where the bar begins out of the allowed hours, or where it is decided before `newFromMs`.
 * Errors: those of `tradedInstruments`, `shownRows`; `label-ends-early`, `target-not-finite`, `target-not-a-class`, `no-labelled-rows`, `no-varying-feature`.
 */
export function trainingRows(
  { files }: { readonly files: GuardedFiles },
  workspace: Workspace,
  matrix: StoredMatrix,
  columns: readonly number[],
  allowedHours: readonly number[] | null,
  newFromMs: number | null = null,
): Outcome<{ readonly data: TrainingData; readonly terms: RowTerms }> {
  const { passport } = matrix
  const instruments = tradedInstruments(workspace, passport.instruments)
  if (!instruments.ok) return instruments
  const interval = parseInterval(passport.interval)
  if (!interval.ok) return interval
  const shown = shownRows({ files }, workspace, matrix, columns)
  if (!shown.ok) return shown
  const { data, sealedMs, ledgerSymbols } = shown.value
  const calendars = instruments.value.map(({ calendar }) => calendarOf(calendar))
  const hours = interval.value.ms >= DAY_MS ? null : allowedHours
  const notes: string[] = []
  if (allowedHours !== null && hours === null)
    notes.push('Bars of a day have no hour: the allowed hours forbid nothing here.')
  notes.push(
    sealedMs === null
      ? 'No hold-out is sealed on these instruments: every row there is may be learned from, and no later test of them is unseen.'
      : `It ends where the sealed hold-out begins, ${isoTime(sealedMs)}.`,
  )
  const hidden = hideTargets(data, matrix.timeMs, calendars, hours, sealedMs)
  if (hidden > 0)
    notes.push(`${hidden} rows begin out of the allowed hours: they are neither learned from nor predicted.`)
  const old = newFromMs === null ? 0 : hideOld(data, newFromMs)
  if (old > 0)
    notes.push(`${old} rows were decided before what it goes on from had learned all: it learns from later ones alone.`)
  const checked = checkTargets(data)
  if (!checked.ok) return checked
  const constant = constantColumns(data)
  if (constant.length === columns.length)
    return failure(
      'no-varying-feature',
      'Every column that is to be learned from has the same value in all rows.',
      'Choose other features_to_use, or build another matrix.',
    )
  if (constant.length > 0) notes.push(`Columns of one value, which teach nothing: ${constant.join(', ')}.`)
  const barMs = matrix.timeMs.slice(0, data.decisionMs.length)
  return success({ data, terms: { barMs, sealedMs, ledgerSymbols, notes } })
}

/** Writes NaN into targets that may not be looked at. The answer counts those out of the allowed hours. */
function hideTargets(
  { table: { target }, instrument, labelEndMs }: TrainingData,
  timeMs: Float64Array,
  calendars: readonly Calendar[],
  hours: readonly number[] | null,
  sealedMs: number | null,
): number {
  const limitMs = sealedMs ?? Number.POSITIVE_INFINITY
  let hidden = 0
  for (let row = 0; row < target.length; row++) {
    if (!(labelEndMs[row]! <= limitMs)) target[row] = Number.NaN
    if (hours === null || hours.includes(exchangeHour(calendars[instrument[row]!]!, timeMs[row]!))) continue
    target[row] = Number.NaN
    hidden++
  }
  return hidden
}

/** The model that is gone on from knows what became of them. */
function hideOld({ table: { target }, decisionMs }: TrainingData, newFromMs: number): number {
  let hidden = 0
  for (let row = 0; row < target.length; row++) {
    if (Number.isNaN(target[row]!) || decisionMs[row]! >= newFromMs) continue
    target[row] = Number.NaN
    hidden++
  }
  return hidden
}

function checkTargets(data: TrainingData): Outcome<void> {
  const { target, task } = data.table
  if (target.some((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY))
    return failure(
      'target-not-finite',
      'The target is infinite in some rows.',
      'Choose another target, or look at the prices it is made of.',
    )
  const rows = labelledRows(data)
  if (rows.length === 0)
    return failure(
      'no-labelled-rows',
      'No row is left whose target is known.',
      'Use a longer history, a shorter horizon of the target, or more allowed hours.',
    )
  const early = rows.find((row) => !(data.labelEndMs[row]! > data.decisionMs[row]!))
  if (early !== undefined)
    return failure(
      'label-ends-early',
      `The label of row ${early} is known before it is decided: it is no outcome.`,
      'Build the matrix anew.',
    )
  const odd = task === 'classification' ? rows.find((row) => target[row] !== 0 && target[row] !== 1) : undefined
  if (odd === undefined) return success(undefined)
  return failure(
    'target-not-a-class',
    `The target of row ${odd} is ${target[odd]}; classes are 0 and 1.`,
    'Choose a target of two classes.',
  )
}

function constantColumns({ table: { features } }: TrainingData): readonly string[] {
  const { rows, columns, values, names } = features
  return names.filter((_, column) => {
    let first = Number.NaN
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + column]!
      if (!Number.isFinite(value)) continue
      if (Number.isNaN(first)) first = value
      else if (value !== first) return false
    }
    return true
  })
}
