import { z } from 'zod'
import { allowedHoursSchema } from './backtestSpec.ts'

const settings = z.record(z.string().min(1).max(64), z.number())

export const VALIDATION_METHODS = ['time_series_split', 'walk_forward', 'purged_kfold', 'cpcv'] as const

/** Bars are rows of one instrument. */
export const validationSpecSchema = z.strictObject({
  method: z.enum(VALIDATION_METHODS).default('time_series_split'),
  /** Tests; groups of the combinatorial one. */
  n_splits: z.number().int().min(2).max(50).default(5),
  gap: z.number().int().min(0).max(100_000).default(0),
  embargo: z.number().int().min(0).max(100_000).nullable().default(null),
  test_groups: z.number().int().min(1).max(10).default(2),
  anchored: z.boolean().default(true),
})
export type ValidationSpec = z.infer<typeof validationSpecSchema>

const memberSchema = z.union([
  z.string().min(1).max(64),
  z.strictObject({ model_type: z.string().min(1).max(64), parameters: settings.default({}) }),
])

/** What `assay train --config` reads. Names of `parameters` are those of the kind of model; of `members`, each its own. */
export const trainSpecSchema = z.strictObject({
  model_type: z.string().min(1).max(64).default('xgboost'),
  parameters: settings.default({}),
  members: z.array(memberSchema).min(2).max(16).nullable().default(null),
  validation: validationSpecSchema.prefault({}),
  allowed_hours: allowedHoursSchema.nullable().default(null),
  features_to_use: z.array(z.string().min(1).max(128)).min(1).max(10_000).nullable().default(null),
  search: z
    .strictObject({
      method: z.enum(['random', 'tpe']).default('tpe'),
      draws: z.number().int().min(2).max(1_000).default(24),
      n_splits: z.number().int().min(2).max(20).default(3),
    })
    .nullable()
    .default(null),
  calibration: z.enum(['none', 'platt', 'isotonic']).default('none'),
  class_balance: z.union([z.enum(['none', 'balanced']), z.number().positive().max(1_000)]).default('none'),
  sample_weights: z.enum(['uniqueness', 'return_attribution', 'time_decay', 'equal']).default('uniqueness'),
  decay_oldest: z.number().gt(-1).max(1).default(0.5),
  monotone: z.record(z.string().min(1).max(128), z.union([z.literal(1), z.literal(-1)])).default({}),
  categorical: z.array(z.string().min(1).max(128)).nullable().default(null),
  early_stopping: z
    .strictObject({ share: z.number().min(0.05).max(0.5).default(0.2) })
    .nullable()
    .default(null),
  learning_curve: z.boolean().default(true),
  seeds: z.number().int().min(1).max(50).default(1),
  seed: z.number().int().min(0).optional(),
})
export type TrainSpec = z.infer<typeof trainSpecSchema>
