import { z } from 'zod'
import type { Trouble } from '../../outcome/outcome.ts'
import { EXCHANGE_FORMATS } from '../exchangeFormats.ts'
import type { HoldOutForetelling } from '../holdOutForetelling.ts'
import { MODEL_ID_PATTERN, predictionsPassportSchema } from '../predictionsPassport.ts'
import { call } from './rpc.ts'

const workspace = z.strictObject({ workspace: z.string().min(1).max(64) })
/** `ID`, or `ID@1f0a93bc`. */
const model = z.string().min(1).max(200)
/** `latest`, a name, or the first letters of a hash. */
const matrix = z.string().min(1).max(200)

/** What a version says of the rows of a matrix; all rows go into a CSV file below `exports/predictions` of the workspace. */
export const predictJobSchema = z.strictObject({ kind: z.literal('predict'), model, matrix: matrix.optional() })

/** Takes a version through the sealed hold-out: the ledger counts an opening. */
export const foretellJobSchema = z.strictObject({ kind: z.literal('foretell'), model })

export const exportModelJobSchema = z.strictObject({
  kind: z.literal('export-model'),
  model,
  to: z.enum(EXCHANGE_FORMATS),
  /** The model of one seed alone, from 1. */
  only: z.number().int().min(1).max(1_000).optional(),
  uncalibrated: z.boolean().optional(),
})

export const importModelJobSchema = z.strictObject({
  kind: z.literal('import-model'),
  format: z.enum(EXCHANGE_FORMATS),
  /** Absolute, on the machine of the engine. */
  file: z.string().min(1).max(4_096),
  matrix,
  /** Left out: the name of the file. */
  id: z.string().regex(MODEL_ID_PATTERN).optional(),
  /** Of an ONNX model that has several. */
  input: z.string().min(1).max(200).optional(),
  output: z.string().min(1).max(200).optional(),
})

const count = z.number().int().min(0)

/**
 * What a model has to do with a row: it learned from it or from later ones; a label that it learned from ends after the row's decision, so that its outcome is partly known to
 * the model; nothing of it.
 */
export const ROW_KNOWLEDGE = ['learned', 'overlaps', 'new'] as const
export type RowKnowledge = (typeof ROW_KNOWLEDGE)[number]

const predictedRowSchema = z.object({
  symbol: z.string(),
  /** Start of the bar, and its close, at which the row is decided. ISO 8601. */
  time: z.string(),
  decisionTime: z.string(),
  /** A (calibrated) probability of the class 1, or a value; null: it says nothing of the row. */
  prediction: z.number().nullable(),
  signal: z.number().nullable(),
  knows: z.enum(ROW_KNOWLEDGE),
})
export type PredictedRow = z.infer<typeof predictedRowSchema>

/** What came of a prediction. `without`: rows that the model says nothing of. `newest`: of each instrument. `out`: the file with all rows; null: none was asked for. */
export const predictedMatrixSchema = z.object({
  workspace: z.string(),
  modelId: z.string(),
  version: z.string(),
  matrix: z.string(),
  task: z.enum(['classification', 'regression']),
  rows: z.record(z.enum(ROW_KNOWLEDGE), count),
  without: count,
  newest: z.array(predictedRowSchema).readonly(),
  /** The newest rows, made again from what was known then: of so many values, those that come out otherwise. Null: that could not be done, which a note tells. */
  pointInTime: z.object({ rows: count, values: count, differing: z.array(z.string()).readonly() }).nullable(),
  out: z.string().nullable(),
  notes: z.array(z.string()).readonly(),
})
export type PredictedMatrix = z.infer<typeof predictedMatrixSchema>

/** What came of an export. `path` is relative to the workspace. */
export const exportedModelSchema = z.object({
  workspace: z.string(),
  modelId: z.string(),
  version: z.string(),
  format: z.enum(EXCHANGE_FORMATS),
  path: z.string(),
  sha256: z.string(),
  /** What the file says of the rows of the matrix, read back, against what the model says; `beyond`: rows that differ by more than 1e-6. Null: the matrix is not there any more. */
  check: z.object({ rows: count, worst: z.number(), beyond: count }).nullable(),
  notes: z.array(z.string()).readonly(),
})
export type ExportedModel = z.infer<typeof exportedModelSchema>

/** What came of an import. `isNew` is false where the same file had foretold the same rows before. */
export const importedModelSchema = z.object({
  workspace: z.string(),
  passport: predictionsPassportSchema,
  isNew: z.boolean(),
  rowsWithout: count,
})
export type ImportedModel = z.infer<typeof importedModelSchema>

/** How a version stands to the sealed hold-out of its instruments. Times UTC milliseconds. */
export type ModelHoldOutView = {
  /** The earliest first; `symbols` as the ledger names them; `openings`: distinct ones so far of every hold-out that shares an instrument. */
  readonly seals: readonly { readonly symbols: string; readonly fromMs: number; readonly openings: number }[]
  /** What it said when it was taken through; null: it never was. */
  readonly foretelling: HoldOutForetelling | null
  /** It was taken through all that is sealed today: once more would open nothing. */
  readonly isWhole: boolean
  /** Why it cannot be taken through; null: it can. */
  readonly refusal: Trouble | null
}

/** Notebooks, relative to the workspace. `kept`: those that somebody changed, which were left alone. */
export type WrittenNotebooks = {
  readonly workspace: string
  readonly folder: string
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  readonly kept: readonly string[]
}

export const MODEL_CALLS = {
  /** Nothing is opened by asking. Errors: those of `models.show`; `hold-out-broken`, `ledger-busy`, `ledger-unreadable`. */
  'models.holdOut': call<ModelHoldOutView>()(workspace.extend({ model })),
  /** Writes notebooks that read the files of the workspace; `force`: also over those that somebody changed. Error `workspace-busy`. */
  'notebooks.write': call<WrittenNotebooks>()(workspace.extend({ force: z.boolean() })),
} as const
