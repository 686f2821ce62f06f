import { z } from 'zod'
import { backtestSpecSchema, sweepSpecSchema } from './backtestSpec.ts'
import { SPEC_MEANINGS } from './specMeanings.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** JSON Schemas of what a person writes, for editors, by file name. */
export function specSchemas(): Readonly<Record<string, string>> {
  const text = (schema: z.ZodType, title: string, before: string) => {
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
    return `${JSON.stringify({ title, ...described(made, before) }, null, 2)}\n`
  }
  return {
    'backtest.schema.json': text(backtestSpecSchema, 'A backtest of Assay', ''),
    'sweep.schema.json': text(sweepSpecSchema, 'A sweep of Assay', 'sweep'),
  }
}

/** With a description at every field that has one. The fields of a sweep's `backtest` are those of a backtest. */
function described(schema: JsonSchema, path: string): JsonSchema {
  const inside = (choices: readonly JsonSchema[] | undefined) => choices?.map((choice) => described(choice, path))
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const place = path === '' || path === 'sweep.backtest' ? name : `${path}.${name}`
    return [name, typeof field === 'object' ? described(field, place) : field]
  })
  const [anyOf, oneOf] = [inside(schema.anyOf), inside(schema.oneOf)]
  const description = SPEC_MEANINGS[path]
  return {
    ...(description === undefined ? {} : { description }),
    ...schema,
    ...(anyOf === undefined ? {} : { anyOf: [...anyOf] }),
    ...(oneOf === undefined ? {} : { oneOf: [...oneOf] }),
    ...(schema.properties === undefined ? {} : { properties: Object.fromEntries(fields) }),
  }
}
