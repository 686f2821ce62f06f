import { z } from 'zod'
import { countedLuck, EFFECTIVE_METHODS } from './sweepOverfitting.ts'

const whole = z.number().int()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** `runs/<id>/trials/returns.json`: what `returns.npy` beside it holds, a row a configuration of the grid. */
export const trialReturnsRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  stage: z.literal('select'),
  sha256,
  evaluated: whole,
  configurations: z.array(whole),
  firstDay: z.iso.datetime({ precision: 3 }),
  days: whole,
})

/** How alike the trials of a run are, and what choosing among them is worth: from UTC-day returns of its grid, which end before the last test begins. It decides no gate. */
export const trialStudySchema = z.object({
  /** Of `evaluated` configurations of the grid: all, or a seeded draw. */
  configurations: whole,
  evaluated: whole,
  days: whole,
  withoutSpread: whole,
  /** Of the run's trials, those that are no account of their own: cells, trained filters, changes. Each counts as one. */
  withoutReturns: whole,
  returnsSha256: sha256,
  /** Of the best configuration of the grid by Sharpe ratio; null: too few configurations or days. */
  overfitting: z
    .object({ probability: z.number(), probabilityOfLoss: z.number(), blocks: whole, splits: whole })
    .nullable(),
  /** What judges: every trial in the ledger. */
  raw: z.object(countedLuck),
  /** What stands beside it: the grid as independent trials, all others in full. `deflatedSharpe` as in `raw`: the worst of what is judged. */
  effective: z.array(
    z.object({
      method: z.enum(EFFECTIVE_METHODS),
      /** Independent trials that the grid is worth. */
      ofGrid: z.number(),
      ...countedLuck,
    }),
  ),
  notes: z.array(z.string()),
})
export type TrialStudy = z.infer<typeof trialStudySchema>
