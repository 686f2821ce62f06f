import type { JsonValue } from './jsonValue.ts'

/** A field that nobody wrote, with what stands in for it. */
export type AssumedField = { readonly field: string; readonly value: JsonValue }

/** The leaves of a specification as read that the written one does not hold, in order; `execution.fill` and the like. Lists count as one. */
export function assumedFields(written: unknown, read: unknown, before = ''): readonly AssumedField[] {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return []
  const there = new Map(isFields(written) ? Object.entries(written) : [])
  return Object.entries(read).flatMap(([name, value]): readonly AssumedField[] => {
    const field = before === '' ? name : `${before}.${name}`
    if (isFields(value)) return assumedFields(there.get(name), value, field)
    return there.has(name) || value === undefined ? [] : [{ field, value: jsonOf(value) }]
  })
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function jsonOf(value: unknown): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(value))
  return json
}
