import { z } from 'zod'

const curveSchema = z.object({
  curve: z.object({ account: z.object({ startCapital: z.number(), equity: z.array(z.number()) }) }),
})

const iterateSchema = z.object({ accepted: curveSchema.nullable() })

/** Start capital and the capital after each day of the tests, of the choices that the run was judged by; null where the outputs are not of that shape. */
export function judgedEquity(iterateOutput: unknown, robustnessOutput: unknown): readonly number[] | null {
  const iterate = iterateSchema.safeParse(iterateOutput)
  if (!iterate.success) return null
  const { accepted } = iterate.data
  const judged = curveSchema.safeParse(accepted ?? robustnessOutput)
  if (!judged.success) return null
  const { startCapital, equity } = judged.data.curve.account
  return [startCapital, ...equity]
}
