import { z } from 'zod'
import { backtestSpecSchema, sweepSpecSchema } from './backtestSpec.ts'
import { buildSpecSchema } from './buildSpec.ts'
import { robustnessSpecSchema } from './robustnessRecord.ts'
import { ROBUSTNESS_MEANINGS } from './robustnessSpecMeanings.ts'
import { meaningPlace, SPEC_MEANINGS } from './specMeanings.ts'
import { trainSpecSchema } from './trainSpec.ts'
import { TRAIN_MEANINGS } from './trainSpecMeanings.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** JSON Schemas of what a person writes, for editors, by file name. */
export function specSchemas(): Readonly<Record<string, string>> {
  return {
    'backtest.schema.json': schemaText(backtestSpecSchema, 'A backtest of Assay', ''),
    'sweep.schema.json': schemaText(sweepSpecSchema, 'A sweep of Assay', 'sweep'),
  }
}

/** That of what `assay build` reads. */
export function buildSpecSchemas(): Readonly<Record<string, string>> {
  return { 'build.schema.json': schemaText(buildSpecSchema, 'A matrix of Assay', 'build') }
}

/** That of what `assay train` reads. */
export function trainSpecSchemas(): Readonly<Record<string, string>> {
  return { 'train.schema.json': schemaText(trainSpecSchema, 'A training of Assay', '', TRAIN_MEANINGS) }
}

/** That of what `assay robustness run` reads. */
export function robustnessSpecSchemas(): Readonly<Record<string, string>> {
  const text = schemaText(robustnessSpecSchema, 'A robustness suite of Assay', '', ROBUSTNESS_MEANINGS)
  return { 'robustness.schema.json': text }
}

type Meanings = Readonly<Record<string, string>>

export function schemaText(
  schema: z.ZodType,
  title: string,
  before: string,
  meanings: Meanings = SPEC_MEANINGS,
): string {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return `${JSON.stringify({ title, ...described(made, before, meanings) }, null, 2)}\n`
}

/** With a description at every field that has one. */
function described(schema: JsonSchema, path: string, meanings: Meanings): JsonSchema {
  const inside = (choices: readonly JsonSchema[] | undefined) =>
    choices?.map((choice) => described(choice, path, meanings))
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const place = meaningPlace(path, name)
    return [name, typeof field === 'object' ? described(field, place, meanings) : field]
  })
  const [anyOf, oneOf] = [inside(schema.anyOf), inside(schema.oneOf)]
  const description = meanings[path]
  return {
    ...(description === undefined ? {} : { description }),
    ...schema,
    ...(anyOf === undefined ? {} : { anyOf: [...anyOf] }),
    ...(oneOf === undefined ? {} : { oneOf: [...oneOf] }),
    ...(schema.properties === undefined ? {} : { properties: Object.fromEntries(fields) }),
  }
}
