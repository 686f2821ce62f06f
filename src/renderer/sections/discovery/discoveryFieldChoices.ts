import type { DiscoveryFamiliesView } from '../../../core/contract/workbench/discoveryViews.ts'

type Group = { readonly group: string; readonly items: readonly string[] }

/** Kinds of events by what they need beside bars. */
export function familyGroups({ families }: Pick<DiscoveryFamiliesView, 'families'>): readonly Group[] {
  const groups = new Map<string, string[]>()
  for (const { id, needs, readsOthers } of families) {
    const name =
      needs.length > 0 ? `with ${needs.join(' and ')}` : readsOthers ? 'of the bars of others' : 'of its bars'
    groups.set(name, [...(groups.get(name) ?? []), id])
  }
  return Array.from(groups, ([group, items]) => ({ group, items }))
}

/** `any`, and the states of each dimension, as a specification names them. */
export function conditionGroups({ dimensions }: Pick<DiscoveryFamiliesView, 'dimensions'>): readonly Group[] {
  return [
    { group: 'none', items: ['any'] },
    ...dimensions.map(({ id, title, states }) => ({
      group: title,
      items: states.map((state) => `${id}:${state}`),
    })),
  ]
}
