import { z } from 'zod'
import { FINDING_SEVERITIES, type MatrixReport } from './workbench/buildViews.ts'

const known = z.number().nullable()

const findingSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(FINDING_SEVERITIES),
  sentence: z.string(),
  advice: z.string(),
  items: z.array(
    z.strictObject({
      columns: z.array(z.string()),
      value: known.transform((value) => value ?? Number.NaN),
      text: z.string(),
    }),
  ),
  itemCount: z.number(),
})

const checkSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  rule: z.string(),
  made: z.boolean(),
  scope: z.string(),
  findings: z.array(findingSchema),
})

const columnSchema = z.strictObject({
  name: z.string(),
  count: z.number(),
  missing: z.number(),
  infinite: z.number(),
  mean: known,
  deviation: known,
  min: known,
  lowerQuartile: known,
  median: known,
  upperQuartile: known,
  max: known,
  histogram: z.strictObject({ low: z.number(), width: z.number(), counts: z.array(z.number()) }).nullable(),
  labelCorrelation: known,
})

/** `matrices/<name>_<sha8>.report.json`. What JSON has no number for is null there. */
const matrixReportSchema = z.strictObject({
  rows: z.number(),
  firstMs: known,
  lastMs: known,
  checks: z.array(checkSchema),
  columns: z.array(columnSchema),
  correlations: z.strictObject({
    names: z.array(z.string()),
    values: z.array(known),
    rows: z.number(),
    step: z.number(),
  }),
})

/** Null where the text is not one. */
export function readMatrixReportJson(text: string): MatrixReport | null {
  try {
    return matrixReportSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
