import { z } from 'zod'
import { nearestName } from '../outcome/nearestName.ts'
import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'

type Issue = z.core.$ZodIssue
type Placed = { readonly issue: Issue; readonly path: readonly PropertyKey[] }

/**
 * A specification as a person wrote it, completed. `what` names it: `backtest`, `sweep`. Errors: `spec-not-fields`, `spec-unknown-field` (naming the nearest
 * known one), `spec-invalid`.
 */
export function readSpec<T>(schema: z.ZodType<T>, written: unknown, what: string): Outcome<T> {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return failure(
      'spec-not-fields',
      `The ${what} specification is not a list of fields.`,
      'Write one field a line, such as start_date: 2023-06-01.',
    )
  const parsed = schema.safeParse(written)
  if (parsed.success) return success(parsed.data)
  const placed = deepest(parsed.error.issues, [])
  if (placed === null) throw new Error('A parse that failed names no issue')
  const { issue, path } = placed
  if (issue.code === 'unrecognized_keys') return unknownField(schema, issue.keys[0]!, path, what)
  return failure(
    'spec-invalid',
    `The field ${fieldName(path)} of the ${what} specification is ${shown(valueAt(written, path))}: ${saying(issue)}.`,
    hintFor(issue),
  )
}

function hintFor(issue: Issue): string {
  if (issue.code === 'invalid_format') return 'A day is written yyyy-mm-dd.'
  if (issue.code === 'too_big' && issue.maximum <= 1)
    return 'Shares and costs are fractions: 0.001 is 10 basis points, 0.05 is 5 per cent.'
  return 'See the schema that lies in the folder schemas of the workspace.'
}

/** A field that is not known, else the first issue; within alternatives that of the one that comes furthest: most named fields, fewest issues. */
function deepest(issues: readonly Issue[], before: readonly PropertyKey[]): Placed | null {
  const first = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (first === undefined) return null
  const path = [...before, ...first.path]
  if (first.code !== 'invalid_union') return { issue: first, path }
  const branches = first.errors
    .filter((branch) => branch.length > 0 && !branch.some((item) => isOfOtherKind(item, ['invalid_type'])))
    .toSorted((a, b) => a.length - b.length)
  const near = branches.find((branch) => !branch.some((item) => isOfOtherKind(item, ['invalid_value']))) ?? branches[0]
  return near === undefined ? { issue: first, path } : deepest(near, path)
}

function isOfOtherKind({ code, path }: Issue, codes: readonly Issue['code'][]): boolean {
  return path.length === 0 && codes.includes(code)
}

function unknownField(schema: z.ZodType, field: string, path: readonly PropertyKey[], what: string): Outcome<never> {
  const known = fieldsAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), path)
  const near = nearestName(field, known)
  const place = path.length === 0 ? `The ${what} specification` : `The field ${fieldName(path)}`
  const list = known.length === 0 ? 'It takes no such field.' : `It takes: ${known.join(', ')}.`
  return failure(
    'spec-unknown-field',
    `${place} has no field "${field}".`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}

/** Names that may stand at a place of a JSON schema. */
function fieldsAt(schema: z.core.JSONSchema.BaseSchema, path: readonly PropertyKey[]): readonly string[] {
  const [next, ...rest] = path
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((choice) =>
    typeof choice === 'object' ? fieldsAt(choice, path) : [],
  )
  if (next === undefined) return [...new Set([...Object.keys(schema.properties ?? {}), ...choices])]
  const inside = typeof next === 'number' ? schema.items : schema.properties?.[String(next)]
  const own = typeof inside === 'object' && !Array.isArray(inside) ? fieldsAt(inside, rest) : []
  return [...new Set([...own, ...choices])]
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(the whole)' : path.map(String).join('.')
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = written
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === String(key))?.[1]
  }
  return value
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function saying(issue: Issue): string {
  const text = issue.message.replace(/\.$/, '')
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
