import { z } from 'zod'

const OWN_FEATURE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** What `features/<name>.ts` exports as `feature`, without its function. */
const ownFeatureSchema = z.strictObject({
  name: z.string().regex(OWN_FEATURE_NAME),
  version: z.number().int().min(1).max(1_000_000),
  formula: z.string().min(1).max(1_000),
  unit: z.string().min(1).max(100),
  warmupBars: z.number().int().min(0).max(1_000_000),
  source: z.string().max(1_000).default('A feature of the researcher.'),
  isCategory: z.boolean().default(false),
})
export type OwnFeatureDefinition = z.infer<typeof ownFeatureSchema>

/** The definition, or what is wrong with it in a few words. */
export function readOwnFeature(
  value: unknown,
): { readonly definition: OwnFeatureDefinition } | { readonly fault: string } {
  const parsed = ownFeatureSchema.safeParse(value)
  if (parsed.success) return { definition: parsed.data }
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'feature'
  return { fault: `${field}: ${issue?.message ?? 'not as it must be'}` }
}
