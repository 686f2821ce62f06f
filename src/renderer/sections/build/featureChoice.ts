import type { FamiliesView, FamilyView } from '../../../core/contract/workbench/matrixViews.ts'
import { specList, withSpecList } from '../../parts/specList.ts'

/** The lists of a build specification; they only put columns in order. */
const LISTS = ['price_data', 'indicators', 'custom', 'calendar', 'pair', 'cross_sectional', 'tables', 'own'] as const
type FeatureListName = (typeof LISTS)[number]

const LIST_OF_KIND: Readonly<Record<string, FeatureListName>> = {
  price: 'price_data',
  volume: 'custom',
  microstructure: 'custom',
  calendar: 'calendar',
  pair: 'pair',
}

/** Every feature that a text asks for. Undefined: some list stands on several lines, so that it can be changed in the YAML alone. */
export function chosenFeatures(text: string): readonly string[] | undefined {
  const lists = LISTS.map((name) => specList(text, ['features', name]))
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? [])
}

/** The text with these features and no others: those that stay keep their places, new ones come into the list of their kind. */
export function withFeatures(
  text: string,
  wanted: readonly string[],
  listOf: (name: string) => FeatureListName,
): string {
  const before = new Set(chosenFeatures(text) ?? [])
  const added = wanted.filter((name) => !before.has(name))
  return LISTS.reduce((written, list) => {
    const own = specList(text, ['features', list]) ?? []
    const kept = own.filter((name) => wanted.includes(name))
    const next = [...kept, ...added.filter((name) => listOf(name) === list)]
    const isSame = next.length === own.length && next.every((name, at) => name === own[at])
    return isSame ? written : withSpecList(written, ['features', list], next)
  }, text)
}

export type FeatureGroup = { readonly group: string; readonly items: readonly string[] }

/** What may be chosen, by kind; pair features are set against `other`, and left out where there is none. */
export function featureGroups(
  { families }: FamiliesView,
  own: readonly string[],
  other: string | null,
): readonly FeatureGroup[] {
  const kinds = [...new Set(families.map(({ kind }) => kind))]
  const groups = kinds.map((kind) => ({
    group: kind,
    items: families
      .filter((family) => family.kind === kind && isOfBars(family))
      .flatMap((family) => askedOf(family, other)),
  }))
  const all = own.length === 0 ? groups : [...groups, { group: 'own', items: own }]
  return all.filter(({ items }) => items.length > 0)
}

function askedOf({ kind, asked }: FamilyView, other: string | null): readonly string[] {
  if (kind !== 'pair') return [asked]
  return other === null ? [] : [`${asked}(${other})`]
}

/** The others read tables of quotes or trades, which the form does not know to be there. */
function isOfBars({ versions, kind }: FamilyView): boolean {
  return kind === 'pair' || !versions[0]?.columns.some(({ inputs }) => inputs.some((input) => input.includes('.')))
}

/** Into which list a feature comes. */
export function listOfFeature(groups: readonly FeatureGroup[], name: string): FeatureListName {
  const group = groups.find(({ items }) => items.includes(name))?.group ?? ''
  return group === 'own' ? 'own' : (LIST_OF_KIND[group] ?? 'indicators')
}
