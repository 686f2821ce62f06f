import type { FeatureView } from '../contract/workbench/buildViews.ts'
import { calendarFeatures } from './calendarFeatures.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import { FEATURES } from './featureRegistry.ts'
import { momentumFeatures } from './momentumFeatures.ts'
import { pairFeatures } from './pairFeatures.ts'
import { LIKENESS_NEIGHBOURS } from './pathLikeness.ts'
import { PATTERN_FEATURES } from './patternFeatures.ts'
import { shapeFeatures } from './shapeFeatures.ts'
import { volatilityFeatures } from './volatilityFeatures.ts'
import { volumeFeatures } from './volumeFeatures.ts'

type Family = Pick<FeatureView, 'group' | 'subject'>

const LEG_FAMILIES = [
  { group: 'momentum', define: momentumFeatures },
  { group: 'volatility', define: volatilityFeatures },
  { group: 'volume', define: volumeFeatures },
  { group: 'candle shape', define: shapeFeatures },
] as const

const OF_EVENT = { group: 'event', subject: 'event', warmupBars: null, signed: false, version: null } as const

/** Columns of a matrix that come with the event instead of the bars before it. */
const EVENT_COLUMNS: readonly FeatureView[] = [
  {
    ...OF_EVENT,
    name: 'event_role',
    formula: '0 where the event is traded on the primary leg, 1 on the secondary, 2 on the pair',
    source: 'The detector',
    unit: '0, 1 or 2',
    given: 'always',
  },
  {
    ...OF_EVENT,
    name: 'event_direction',
    formula: '1 where the event is to be bought, -1 where it is to be sold short',
    source: 'The detector',
    unit: '-1 or 1',
    given: 'always',
  },
  {
    ...OF_EVENT,
    name: 'path_likeness',
    formula: `mean net return of the ${LIKENESS_NEIGHBOURS} earlier events whose way to the event is most alike, of those ended before it`,
    source: 'k-nearest-neighbour regression, Fix & Hodges (1951); Cover & Hart (1967)',
    unit: 'fraction of the notional',
    given: 'pattern-aid',
  },
]

/** Every column that a matrix of the pair pipeline may have, in its order. */
export function featureCatalogue(): readonly FeatureView[] {
  const families = familyOfName()
  const described = (given: FeatureView['given']) => (definition: FeatureDefinition) => {
    const family = families.get(definition.name)
    if (family === undefined) throw new Error(`The feature ${definition.name} belongs to no family`)
    const { name, version, formula, source, unit, warmupBars, signed } = definition
    return { ...family, name, version, formula, source, unit, warmupBars, signed, given }
  }
  return [...FEATURES.map(described('always')), ...PATTERN_FEATURES.map(described('pattern-aid')), ...EVENT_COLUMNS]
}

function familyOfName(): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>()
  const put = (family: Family, definitions: readonly FeatureDefinition[]) => {
    for (const { name } of definitions) families.set(name, family)
  }
  for (const subject of ['primary', 'secondary'] as const) {
    for (const { group, define } of LEG_FAMILIES) put({ group, subject }, define(subject))
    put(
      { group: 'pattern', subject },
      PATTERN_FEATURES.filter(({ name }) => name.startsWith(`${subject}_`)),
    )
  }
  put({ group: 'pair', subject: 'pair' }, pairFeatures())
  put({ group: 'calendar', subject: 'clock' }, calendarFeatures())
  return families
}
