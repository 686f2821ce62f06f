import { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'
import { readShape } from './readShape.ts'

/** JSON has no NaN: a number that could not be made comes as null and stays one. */
const figure = z.number().nullable()
/** A column of numbers, NaN where one is missing. */
export const columnSchema = z.array(figure.transform((value) => value ?? Number.NaN))

/** What the page reads of an account of `src/core/pipeline/account.ts`. */
export const accountShapeSchema = z.object({
  dayStartMs: z.array(z.number()),
  equity: columnSchema,
  dayReturns: columnSchema,
  startCapital: z.number(),
  endEquity: figure,
  profit: figure,
  trades: z.number(),
  netExpectancy: figure,
  sharpePerDay: figure,
  sharpePerYear: figure,
  maxDrawdown: figure,
  calmar: figure,
  avgMonthlyProfit: figure,
  monthStartMs: z.array(z.number()),
  monthProfit: columnSchema,
  wholeMonthDayCounts: z.array(z.number()),
})
export type AccountShape = z.infer<typeof accountShapeSchema>

/** Columns of one length; times are the starts of the decision bar and of the exit bar, UTC milliseconds. */
export const tradesShapeSchema = z.object({
  decisionMs: z.array(z.number()),
  exitMs: z.array(z.number()),
  role: z.array(z.number()),
  direction: z.array(z.number()),
  weight: columnSchema,
  grossReturn: columnSchema,
  netReturn: columnSchema,
  /** Money; runs of versions before 0.3.0 have none. */
  profit: columnSchema.optional(),
  fold: z.array(z.number()),
})

export const curveShapeSchema = z.object({ account: accountShapeSchema, trades: tradesShapeSchema })
export type CurveShape = z.infer<typeof curveShapeSchema>

const capitalCurveShapeSchema = z.object({
  chosen: curveShapeSchema,
  anchored: curveShapeSchema,
  rolling: curveShapeSchema,
})
export type CapitalCurveShape = z.infer<typeof capitalCurveShapeSchema>

const portfolioTestShapeSchema = z.object({
  withoutModel: accountShapeSchema,
  simulated: z.object({
    precision: z.number(),
    recall: z.number(),
    draws: z.number(),
    low: columnSchema,
    median: columnSchema,
    high: columnSchema,
    profitP10: figure,
    profitP50: figure,
    profitP90: figure,
  }),
})
export type PortfolioTestShape = z.infer<typeof portfolioTestShapeSchema>

const selectShapeSchema = z.object({
  configurations: z.number(),
  /** The last one is the hold-out's. */
  winners: z.array(z.object({ fold: z.number(), choice: z.unknown() })),
  attempts: z.array(z.object({ fold: z.number(), rung: z.number(), name: z.string(), passed: z.number() })),
})
export type SelectShape = z.infer<typeof selectShapeSchema>

export function readSelect(value: JsonValue): Outcome<SelectShape> {
  return readShape('select', selectShapeSchema, value)
}

export function readCapitalCurve(value: JsonValue): Outcome<CapitalCurveShape> {
  return readShape('capital-curve', capitalCurveShapeSchema, value)
}

export function readPortfolioTest(value: JsonValue): Outcome<PortfolioTestShape> {
  return readShape('portfolio-test', portfolioTestShapeSchema, value)
}

export function readMlBacktest(value: JsonValue): Outcome<CurveShape> {
  return readShape('ml-backtest', curveShapeSchema, value)
}
