import { z } from 'zod'

/** The form of model files; another form is of another version of the program. */
export const MODEL_FILE_VERSION = 1

const numbers = z.array(z.number())
const trained = {
  type: z.string(),
  task: z.enum(['classification', 'regression']),
  names: z.array(z.string()),
}
const scalerSchema = z.strictObject({ means: numbers, deviations: numbers })
const whole = z.array(z.number().int())

const linearSchema = z.strictObject({
  ...trained,
  form: z.literal('linear'),
  scaler: scalerSchema,
  intercept: z.number(),
  coefficients: numbers,
})

const treesSchema = z.strictObject({
  ...trained,
  form: z.literal('trees'),
  base: z.number(),
  averages: z.boolean(),
  link: z.enum(['identity', 'logistic']),
  trees: z.array(
    z.strictObject({
      column: whole,
      threshold: z.array(z.number().nullable()),
      missingLeft: numbers,
      left: whole,
      right: whole,
      value: numbers,
      gain: numbers,
      cover: numbers,
    }),
  ),
  categories: z.array(
    z.strictObject({ column: z.number().int(), categories: numbers, values: numbers, otherwise: z.number() }),
  ),
})

const neuralSchema = z.strictObject({
  ...trained,
  form: z.literal('neural'),
  architecture: z.enum(['mlp', 'lstm', 'gru', 'transformer', 'tcn']),
  sequence: z.number().int(),
  sizes: z.record(z.string(), z.number()),
  scaler: scalerSchema,
  targetMean: z.number(),
  targetDeviation: z.number(),
  weights: z.array(z.strictObject({ name: z.string(), shape: whole, values: numbers })),
  history: z.strictObject({
    trainingLoss: numbers,
    stopLoss: numbers,
    keptEpoch: z.number().int(),
    rows: z.number().int(),
    rowsWithoutWindow: z.number().int(),
    rowsWithoutTarget: z.number().int(),
  }),
})

type SingleModel = z.infer<typeof linearSchema> | z.infer<typeof treesSchema> | z.infer<typeof neuralSchema>
type Ensemble = Pick<SingleModel, 'type' | 'task' | 'names'> & {
  form: 'ensemble'
  members: (SingleModel | Ensemble)[]
  memberWeights: number[]
  meta: z.infer<typeof linearSchema> | null
}

const ensembleSchema: z.ZodType<Ensemble> = z.strictObject({
  ...trained,
  form: z.literal('ensemble'),
  members: z.lazy(() => z.array(trainedModelSchema)),
  memberWeights: numbers,
  meta: linearSchema.nullable(),
})

const trainedModelSchema: z.ZodType<SingleModel | Ensemble> = z.union([
  linearSchema,
  treesSchema,
  neuralSchema,
  ensembleSchema,
])

const calibratorSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('platt'), slope: z.number(), intercept: z.number() }),
  z.strictObject({ method: z.literal('isotonic'), probabilities: numbers, shares: numbers }),
])

/** `model_<sha8>.json`. The model's prediction is the mean over `models`, one a seed; each goes through the calibrator at its place where there are any. */
export const modelFileSchema = z.strictObject({
  schemaVersion: z.literal(MODEL_FILE_VERSION),
  modelId: z.string(),
  /** Of the version. */
  sha256: z.string(),
  engineVersion: z.string(),
  /** Of the canonical JSON of `models`, `calibrators` and `signalSizes`. */
  contentSha256: z.string(),
  models: z.array(trainedModelSchema).min(1),
  calibrators: z.array(calibratorSchema),
  /** One list a model: sizes of its predictions of its own training rows, ascending, by which an amount becomes a signal. Empty for classes. */
  signalSizes: z.array(numbers),
})
export type ModelFile = z.infer<typeof modelFileSchema>
