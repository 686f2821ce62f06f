import type { FamilyView } from '../../../core/contract/workbench/matrixViews.ts'

/** Those of a kind (null: all) whose words hold every word of the search. */
export function filterFamilies(
  families: readonly FamilyView[],
  search: string,
  kind: string | null,
): readonly FamilyView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return families.filter((family) => {
    const text = textOf(family)
    return (kind === null || family.kind === kind) && words.every((word) => text.includes(word))
  })
}

function textOf({ name, aliases, title, kind, versions }: FamilyView): string {
  const columns = versions.flatMap((version) => version.columns)
  const words = columns.flatMap((column) => [column.name, column.formula, column.source, column.unit])
  return [name, ...aliases, title, kind, ...words].join(' ').toLowerCase()
}

/** In their order, each once. */
export function kindsOf(families: readonly FamilyView[]): readonly string[] {
  return [...new Set(families.map(({ kind }) => kind))]
}
