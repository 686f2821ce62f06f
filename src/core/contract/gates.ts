import { z } from 'zod'

/** What every gate says of itself. There is no field to turn one off, and unknown fields are refused. */
const gateBase = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** `sufficiency`: is there enough data to judge at all? `evidence`: does what there is speak for an edge? */
  kind: z.enum(['sufficiency', 'evidence']),
  /** Key of the measured value. */
  metric: z.string().min(1),
  /** What is measured, to begin a sentence with. */
  name: z.string().min(1),
  /** Sentences for a pass and a failure; `{value}` and `{threshold}` are filled in. */
  passText: z.string().min(1),
  failText: z.string().min(1),
  /** What a researcher can do about a failure. */
  advice: z.string().min(1),
}

export const gateDefinitionSchema = z.discriminatedUnion('operator', [
  z.object({ ...gateBase, operator: z.literal('>='), threshold: z.number() }).strict(),
  z.object({ ...gateBase, operator: z.literal('>'), threshold: z.number() }).strict(),
  z.object({ ...gateBase, operator: z.literal('<='), threshold: z.number() }).strict(),
  z.object({ ...gateBase, operator: z.literal('<'), threshold: z.number() }).strict(),
  z.object({ ...gateBase, operator: z.literal('is-true') }).strict(),
])
export type GateDefinition = z.infer<typeof gateDefinitionSchema>

/** A file of gates, as `resources/gates/pair.yaml`: ids differ, and both kinds occur, or every verdict would be empty. */
export const gateSetSchema = z
  .object({
    schemaVersion: z.literal(1),
    id: z.string().regex(/^[a-z0-9-]+$/),
    gates: z.array(gateDefinitionSchema),
  })
  .strict()
  .refine((set) => new Set(set.gates.map((gate) => gate.id)).size === set.gates.length, 'Two gates have the same id')
  .refine((set) => set.gates.some((gate) => gate.kind === 'sufficiency'), 'No sufficiency gate')
  .refine((set) => set.gates.some((gate) => gate.kind === 'evidence'), 'No evidence gate')
export type GateSet = z.infer<typeof gateSetSchema>
