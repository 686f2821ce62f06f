import { z } from 'zod'

/** One field of a form, as its schema declares it. Bounds are null where the schema has none; `minimumIsOpen`: the bound itself is refused. */
export type FormField = {
  readonly key: string
  readonly kind: 'number' | 'whole-number' | 'yes-no' | 'choice' | 'text'
  readonly required: boolean
  readonly minimum: number | null
  readonly minimumIsOpen: boolean
  readonly maximum: number | null
  readonly choices: readonly string[]
}

const KINDS: Readonly<Record<string, FormField['kind']>> = {
  number: 'number',
  integer: 'whole-number',
  boolean: 'yes-no',
  string: 'text',
}

/** The fields of a flat schema, in its order. Constants (`kind`), lists and objects are left out: they are no matter of one field. */
export function formFields(schema: z.ZodObject): readonly FormField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).flatMap(([key, property]) => {
    if (typeof property === 'boolean' || property.const !== undefined) return []
    const kind = typeof property.type === 'string' ? KINDS[property.type] : undefined
    if (kind === undefined) return []
    const choices = (property.enum ?? []).filter((choice) => typeof choice === 'string')
    const open = property.exclusiveMinimum
    return [
      {
        key,
        kind: choices.length > 0 ? 'choice' : kind,
        required: required.includes(key),
        minimum: bound(open ?? property.minimum),
        minimumIsOpen: open !== undefined,
        maximum: bound(property.maximum),
        choices,
      },
    ]
  })
}

/** A bound at the end of the safe integers is the schema library's, not ours. */
function bound(value: number | boolean | undefined): number | null {
  return typeof value !== 'number' || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value
}
