import { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'
import { readShape } from './readShape.ts'

const number = z.number().nullable()

/** What the page reads of the kept outputs of the stages `events` and `analyze`; other fields are passed over. */
const detectorCount = z.object({
  detector: z.string(),
  title: z.string(),
  role: z.string(),
  long: z.number(),
  short: z.number(),
  perDay: z.number(),
})

const eventsOutput = z.object({
  counts: z.array(detectorCount),
  perDayAndLeg: z.number(),
  leakScan: z.object({
    clean: z.boolean(),
    checked: z.number(),
    findings: z.array(z.object({ name: z.string(), probe: z.string(), cut: z.number(), index: z.number() })),
    unproven: z.array(z.string()),
  }),
})
export type EventsShape = z.infer<typeof eventsOutput>

const expectancyCell = z.object({
  detector: z.string(),
  direction: z.enum(['long', 'short']),
  role: z.string(),
  volatilityRegime: z.string(),
  dayPart: z.string(),
  events: z.number(),
  mean: number,
  median: number,
  hitRate: number,
  hacLag: z.number(),
  hacT: number,
  p: number,
  low: number,
  high: number,
  q: number,
})
export type ExpectancyCellShape = z.infer<typeof expectancyCell>

const analyzeOutput = z.object({ plannedCells: z.number(), cells: z.array(expectancyCell) })

export type AnalyzeShape = z.infer<typeof analyzeOutput>

export function readEvents(value: JsonValue): Outcome<EventsShape> {
  return readShape('events', eventsOutput, value)
}

export function readAnalyze(value: JsonValue): Outcome<AnalyzeShape> {
  return readShape('analyze', analyzeOutput, value)
}
