import { z } from 'zod'
import { meaningPlace, SPEC_MEANINGS } from '../specMeanings.ts'

type Schema = z.core.JSONSchema.BaseSchema

/** What may stand at a place of a specification, as its schema declares it. Bounds are null where there are none; `minimumIsOpen`: the bound itself is refused. */
export type SpecNode =
  | {
      readonly kind: 'number' | 'whole-number'
      readonly minimum: number | null
      readonly minimumIsOpen: boolean
      readonly maximum: number | null
    }
  | { readonly kind: 'yes-no' | 'text' | 'nothing' | 'any' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** `sort`, where the group is one of several: its constant, as in `method: kelly`. */
  | { readonly kind: 'group'; readonly fields: readonly SpecField[]; readonly sort: SpecSort | null }
  | { readonly kind: 'list'; readonly item: SpecNode }
  | { readonly kind: 'record'; readonly item: SpecNode }
  | { readonly kind: 'one-of'; readonly choices: readonly SpecNode[] }
type SpecSort = { readonly key: string; readonly value: string }
/** `standard`: what counts where nothing is said, as JSON; null: nothing is declared. */
export type SpecField = {
  readonly key: string
  readonly node: SpecNode
  readonly required: boolean
  readonly standard: string | null
  readonly meaning: string | null
}

/** The form of a specification. `before`: as in `SPEC_MEANINGS`, where the fields of it have a place of their own, such as `sweep`. */
export function specForm(schema: z.ZodObject, before = ''): readonly SpecField[] {
  return fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), before)
}

function fieldsOf({ properties = {}, required = [] }: Schema, path: string): readonly SpecField[] {
  return Object.entries(properties).flatMap(([key, property]): readonly SpecField[] => {
    if (typeof property === 'boolean' || property.const !== undefined) return []
    const place = meaningPlace(path, key)
    const standard = property.default
    return [
      {
        key,
        node: nodeOf(property, place),
        required: required.includes(key),
        standard: standard === undefined || isEmptyObject(standard) ? null : JSON.stringify(standard),
        meaning: SPEC_MEANINGS[place] ?? null,
      },
    ]
  })
}

function nodeOf(schema: Schema, path: string): SpecNode {
  const branches = alternatives(schema)
  if (branches.length === 1 && branches[0] !== undefined) return plainNode(branches[0], path)
  if (branches.length > 1) return { kind: 'one-of', choices: branches.map((branch) => plainNode(branch, path)) }
  return plainNode(schema, path)
}

/** Alternatives of alternatives stand beside each other; what says nothing, such as a date beside its text, is left out. */
function alternatives({ anyOf, oneOf }: Schema): readonly Schema[] {
  return [...(anyOf ?? []), ...(oneOf ?? [])].flatMap((branch) => {
    if (typeof branch === 'boolean' || Object.keys(branch).length === 0) return []
    const inner = alternatives(branch)
    return inner.length > 0 ? inner : [branch]
  })
}

function plainNode(schema: Schema, path: string): SpecNode {
  const choices = (schema.enum ?? []).filter((choice) => typeof choice === 'string')
  if (choices.length > 0) return { kind: 'choice', choices }
  switch (schema.type) {
    case 'number':
    case 'integer':
      return {
        kind: schema.type === 'number' ? 'number' : 'whole-number',
        minimum: bound(schema.exclusiveMinimum ?? schema.minimum),
        minimumIsOpen: schema.exclusiveMinimum !== undefined,
        maximum: bound(schema.maximum),
      }
    case 'boolean':
      return { kind: 'yes-no' }
    case 'string':
      return { kind: 'text' }
    case 'null':
      return { kind: 'nothing' }
    case 'array':
      return { kind: 'list', item: isSchema(schema.items) ? nodeOf(schema.items, path) : { kind: 'any' } }
    case 'object':
      return objectNode(schema, path)
    default:
      return { kind: 'any' }
  }
}

function objectNode(schema: Schema, path: string): SpecNode {
  const { properties, additionalProperties } = schema
  if (properties === undefined)
    return {
      kind: 'record',
      item: isSchema(additionalProperties) ? nodeOf(additionalProperties, path) : { kind: 'any' },
    }
  const constants = Object.entries(properties).flatMap(([key, property]) =>
    typeof property === 'object' && typeof property.const === 'string' ? [{ key, value: property.const }] : [],
  )
  return { kind: 'group', fields: fieldsOf(schema, path), sort: constants[0] ?? null }
}

/** Whether a value has the shape of a node; not whether it is within its bounds. */
export function fitsNode(node: SpecNode, value: unknown): boolean {
  switch (node.kind) {
    case 'number':
    case 'whole-number':
      return typeof value === 'number'
    case 'yes-no':
      return typeof value === 'boolean'
    case 'text':
      return typeof value === 'string'
    case 'choice':
      return typeof value === 'string' && node.choices.includes(value)
    case 'nothing':
      return value === null
    case 'list':
      return Array.isArray(value)
    case 'record':
      return isObject(value)
    case 'group': {
      const { sort } = node
      return (
        isObject(value) &&
        (sort === null || Object.entries(value).some(([key, one]) => key === sort.key && one === sort.value))
      )
    }
    case 'one-of':
      return node.choices.some((choice) => fitsNode(choice, value))
    case 'any':
      return true
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0
}

function isSchema(value: unknown): value is Schema {
  return isObject(value)
}

/** A bound at the end of the safe integers is the schema library's, not ours. */
function bound(value: number | boolean | undefined): number | null {
  return typeof value !== 'number' || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value
}
