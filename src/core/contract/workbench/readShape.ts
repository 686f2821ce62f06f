import type { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'

/** A stage's output as the page needs it; error `stage-shape-unknown` where it was made by a version with other fields. */
export function readShape<T>(stage: string, schema: z.ZodType<T>, value: JsonValue): Outcome<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return success(parsed.data)
  const [issue] = parsed.error.issues
  const place = issue === undefined || issue.path.length === 0 ? 'as a whole' : `at ${issue.path.join('.')}`
  return failure(
    'stage-shape-unknown',
    `The output of the stage "${stage}" cannot be read ${place}: ${issue?.message ?? 'its shape is unknown'}.`,
    'The run was made by another version, or its files were changed. Run the pipeline again.',
  )
}
