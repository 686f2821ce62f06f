import type { FeatureView } from '../../../core/contract/workbench/buildViews.ts'

/** Those of a group (null: all) whose words hold every word of the search. */
export function filterFeatures(
  features: readonly FeatureView[],
  search: string,
  group: string | null,
): readonly FeatureView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return features.filter((feature) => {
    const { name, formula, source, unit, subject } = feature
    const text = `${name} ${feature.group} ${formula} ${source} ${unit} ${subject}`.toLowerCase()
    return (group === null || feature.group === group) && words.every((word) => text.includes(word))
  })
}

/** In their order, each once. */
export function groupsOf(features: readonly FeatureView[]): readonly string[] {
  return [...new Set(features.map(({ group }) => group))]
}

export const SUBJECT_WORDS: Readonly<Record<FeatureView['subject'], string>> = {
  primary: 'primary leg',
  secondary: 'secondary leg',
  pair: 'both legs',
  clock: 'UTC clock',
  event: 'the event',
}
