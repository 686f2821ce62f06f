import { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'
import { readShape } from './readShape.ts'
import { accountShapeSchema, columnSchema, curveShapeSchema } from './stageShapesBacktest.ts'

const figure = z.number().nullable()

const choiceShapeSchema = z.object({
  setting: z.object({ detectorId: z.string(), parameters: z.record(z.string(), z.number()) }),
  exit: z.object({ targetRanges: z.number(), stopRanges: z.number(), limitBars: z.number() }),
})
export type ChoiceShape = z.infer<typeof choiceShapeSchema>

const subjectShapeSchema = z.object({ choices: z.array(choiceShapeSchema.nullable()) })

/** Bands of the equity over resampled days: entry k is the equity after `dayOfPoint[k]` days; `real` is the curve itself. Runs before 0.2 kept none. */
const fanShapeSchema = z.object({
  dayOfPoint: z.array(z.number()),
  p5: columnSchema,
  p25: columnSchema,
  p50: columnSchema,
  p75: columnSchema,
  p95: columnSchema,
  real: columnSchema,
})
export type FanShape = z.infer<typeof fanShapeSchema>

/** What the page reads of a `Robustness` of `src/core/pipeline/stages/robustness.ts`. */
const robustnessShapeSchema = z.object({
  curve: curveShapeSchema,
  stress: z.array(z.object({ costTimes: z.number(), profit: figure, netExpectancy: figure })),
  delayedEntryProfit: figure,
  bootstrap: z
    .object({ p10: figure, p50: figure, p90: figure, means: columnSchema, fan: fanShapeSchema.optional() })
    .nullable(),
  drawdowns: z.object({ p50: figure, p90: figure, p95: figure, observed: figure, draws: z.number() }).nullable(),
  neighbours: z.array(z.object({ label: z.string(), profit: figure, sharpePerYear: figure })),
})
export type RobustnessShape = z.infer<typeof robustnessShapeSchema>

const robustnessStageShapeSchema = robustnessShapeSchema.extend({
  subject: subjectShapeSchema,
  placebo: z.object({ real: figure, shifted: z.array(figure), p: figure }),
  asSelected: robustnessShapeSchema.nullable(),
})
export type RobustnessStageShape = z.infer<typeof robustnessStageShapeSchema>

const iterateShapeSchema = z.object({
  endpoint: z.enum(['A', 'B', 'off']),
  reason: z.string(),
  tries: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      accepted: z.boolean(),
      avgMonthlyProfit: figure,
      maxDrawdown: figure,
      trades: z.number(),
      profitAtCosts150: figure,
    }),
  ),
  accepted: robustnessShapeSchema.nullable(),
})
export type IterateShape = z.infer<typeof iterateShapeSchema>

const holdOutShapeSchema = z.object({
  openings: z.number(),
  result: z.object({
    events: z.number(),
    netExpectancy: figure,
    p: figure,
    account: accountShapeSchema,
  }),
})
export type HoldOutShape = z.infer<typeof holdOutShapeSchema>

export function readRobustness(value: JsonValue): Outcome<RobustnessStageShape> {
  return readShape('robustness', robustnessStageShapeSchema, value)
}

export function readIterate(value: JsonValue): Outcome<IterateShape> {
  return readShape('iterate', iterateShapeSchema, value)
}

export function readHoldOut(value: JsonValue): Outcome<HoldOutShape> {
  return readShape('hold-out', holdOutShapeSchema, value)
}
