import type { ManifestDocument } from './migrations.ts'

type Path = readonly (string | number)[]

/** Sets only what differs, so that every other line keeps its comments and form. */
export function applyChanges(document: ManifestDocument, path: Path, before: unknown, after: unknown): void {
  if (Object.is(before, after)) return
  if (Array.isArray(before) && Array.isArray(after)) {
    for (let index = before.length - 1; index >= after.length; index--) document.deleteIn([...path, index])
    for (const [index, value] of after.entries()) applyChanges(document, [...path, index], before[index], value)
  } else if (isRecord(before) && isRecord(after)) {
    for (const key of Object.keys(before)) if (after[key] === undefined) document.deleteIn([...path, key])
    for (const key of Object.keys(after))
      if (after[key] !== undefined) applyChanges(document, [...path, key], before[key], after[key])
  } else {
    document.setIn(path, typeof after === 'object' ? document.createNode(after) : after)
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
