import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { FeatureInputs, MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { FeatureColumns, FeaturePlace, FeatureStore } from './featureStore.ts'
import type { MatrixMarket } from './matrixMarket.ts'
import type { NamedHash } from './prepareBuild.ts'
import { definitionOf, isCrossSection } from './resolveBuild.ts'

/** The columns of one instrument, in the order of the features, one value a bar of it; and how many of them had to be computed. */
export type InstrumentFeatures = { readonly columns: readonly Float64Array[]; readonly computed: number }

/** Where each feature of each instrument is kept, worked out once. */
export type FeatureKeys = {
  readonly keys: readonly string[]
  /** Whether a feature reads anything beside the bars of its own instrument. */
  readonly isWide: readonly boolean[]
  /** Hash of what the features of instrument `place` read: its own bars, or all bars and tables. */
  readonly inputsOf: (place: number, isWide: boolean) => string
}

const OWN_INPUTS: ReadonlySet<string> = new Set(['open', 'high', 'low', 'close', 'volume', 'time'])

export function featureKeys(
  hash: Hash,
  source: Pick<MatrixMarket, 'instruments' | 'interval' | 'origins' | 'sealedMs'>,
  features: readonly MatrixFeature[],
  tables: readonly NamedHash[],
): FeatureKeys {
  const { instruments, interval, origins, sealedMs } = source
  const own = origins.map(({ symbol, storedInterval, contentHash }, place) => ({
    symbol,
    calendar: instruments[place]!.calendar,
    storedInterval,
    contentHash,
  }))
  const base = { engineVersion: ENGINE_VERSION, interval: interval.label, sealedMs }
  const ownHashes = own.map((origin) => hash(canonicalJson({ ...base, origin })))
  const all = hash(canonicalJson({ ...base, own, tables }))
  return {
    keys: features.map(
      (feature) => `${feature.name}@${feature.version}_${hash(canonicalJson(definitionOf(feature))).slice(0, 8)}`,
    ),
    isWide: features.map(({ name, inputs }) => isCrossSection(name) || inputs.some((input) => !OWN_INPUTS.has(input))),
    inputsOf: (place, isWide) => (isWide ? hash(canonicalJson({ all, of: place })) : ownHashes[place]!),
  }
}

/**
 * All features of one instrument: those that the store has, and the others computed and put there. `view` gives the instrument's bars; it is asked for only where
 * something is to be computed. A store that cannot be written is no trouble of the matrix: the columns are there.
 */
export function cachedFeatures(
  store: FeatureStore,
  { keys, isWide, inputsOf }: FeatureKeys,
  place: Omit<FeaturePlace, 'inputsSha256'> & { readonly index: number },
  features: readonly MatrixFeature[],
  view: () => FeatureInputs,
  beat: (note: string) => void,
): Outcome<InstrumentFeatures> {
  const columns: Float64Array[] = new Array(features.length)
  let computed = 0
  for (const wide of [false, true]) {
    const asked = keys.flatMap((key, at) => (isWide[at] === wide ? [{ key, at }] : []))
    if (asked.length === 0) continue
    const here: FeaturePlace = { ...place, inputsSha256: inputsOf(place.index, wide) }
    const known = store.take(here, new Set(asked.map(({ key }) => key)))
    const made = new Map<string, Float64Array>()
    for (const { key, at } of asked) {
      const column = known.get(key)
      if (column === undefined) {
        beat(features[at]!.name)
        made.set(key, computedColumn(features[at]!, view()))
      }
      columns[at] = column ?? made.get(key)!
    }
    computed += made.size
    const kept: Outcome<void> = store.keep(here, made satisfies FeatureColumns)
    if (!kept.ok && kept.trouble.code === 'disk-full') return kept
  }
  return success({ columns, computed })
}

function computedColumn(feature: MatrixFeature, inputs: FeatureInputs): Float64Array {
  const values = feature.compute(inputs)
  const bars = inputs.market.timeMs.length
  if (values.length !== bars)
    throw new Error(`The feature ${feature.name} gave ${values.length} values for ${bars} bars`)
  return values
}
