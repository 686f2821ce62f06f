import { exitsCanCollide } from '../model/exitTerms.ts'
import type { SegmentMarket } from '../segments/segmentMarket.ts'
import type { SegmentTerms } from '../segments/segmentTerms.ts'
import { areSegmentTerms, segmentTerms } from '../segments/segmentTerms.ts'
import type { BitColumn } from '../signals/bitColumn.ts'
import { bitsOf } from '../signals/bitColumn.ts'
import type { TermsVariant } from './configurationBlock.ts'
import type { SweepData } from './sweepData.ts'

/** How one variant is run; `segments` null: bar by bar. */
export type VariantPlan = {
  readonly variant: TermsVariant
  readonly hours: BitColumn | null
  readonly segments: { readonly market: SegmentMarket; readonly terms: SegmentTerms } | null
}

export function variantPlan({ segments, finer }: SweepData, variant: TermsVariant): VariantPlan {
  const readsFiner = finer !== undefined && exitsCanCollide(variant.exits)
  if (segments === null || readsFiner || !areSegmentTerms(variant)) return { variant, hours: null, segments: null }
  const allowed = variant.columns[0]!.entryAllowed
  return {
    variant,
    hours: allowed === null ? null : bitsOfHours(allowed),
    segments: { market: segments, terms: segmentTerms(variant) },
  }
}

/** Variants of the same hours have the same bits, so that signals are read once for all of them. */
function bitsOfHours(allowed: Uint8Array): BitColumn {
  const bits = knownBits.get(allowed) ?? bitsOf(allowed)
  knownBits.set(allowed, bits)
  return bits
}

const knownBits = new WeakMap<Uint8Array, BitColumn>()
