import { z } from 'zod'
import { type BuildSpec, buildSpecSchema } from './buildSpec.ts'

/** `matrices/<name>_<sha8>.build.json`: the specification of a matrix with its instruments and its interval named, so that nothing else decides what is built again. */
const storedBuildSchema = z.strictObject({ schemaVersion: z.literal(1), spec: buildSpecSchema })

/** Null where the text is none. */
export function readStoredBuild(text: string): BuildSpec | null {
  try {
    return storedBuildSchema.safeParse(JSON.parse(text)).data?.spec ?? null
  } catch {
    return null
  }
}
