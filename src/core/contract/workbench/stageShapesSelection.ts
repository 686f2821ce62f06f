import { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'
import { readShape } from './readShape.ts'

const frozenChoiceSchema = z.object({
  setting: z.object({ detectorId: z.string(), parameters: z.record(z.string(), z.number()) }),
  exit: z.object({ targetRanges: z.number(), stopRanges: z.number(), limitBars: z.number() }),
})

const foldWinnerShapeSchema = z.object({
  fold: z.number(),
  scheme: z.string(),
  rung: z.number(),
  choice: frozenChoiceSchema.nullable(),
})
export type FoldWinnerShape = z.infer<typeof foldWinnerShapeSchema>

/** What the page reads of `SelectOutput` to tell how each fold came to its choice. */
const selectionShapeSchema = z.object({
  configurations: z.number(),
  /** The last one is the hold-out's. */
  winners: z.array(foldWinnerShapeSchema),
  attempts: z.array(z.object({ fold: z.number(), rung: z.number(), name: z.string(), passed: z.number() })),
})
export type SelectionShape = z.infer<typeof selectionShapeSchema>

export function readSelection(value: JsonValue): Outcome<SelectionShape> {
  return readShape('select', selectionShapeSchema, value)
}
