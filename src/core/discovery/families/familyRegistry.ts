import { eventsFromSignals } from '../../events/detector.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { AssetInputs, EventFamily } from '../eventFamily.ts'
import type { FamilyKind, FamilySide } from './familyKind.ts'
import { compressionBreakout } from './kinds/compressionBreakout.ts'
import { correlationBreak } from './kinds/correlationBreak.ts'
import { dayExtreme } from './kinds/dayExtreme.ts'
import { exhaustion } from './kinds/exhaustion.ts'
import { failedBreakout } from './kinds/failedBreakout.ts'
import { fundingExtreme } from './kinds/fundingExtreme.ts'
import { fundingFlip } from './kinds/fundingFlip.ts'
import { leadLagShock } from './kinds/leadLagShock.ts'
import { liquidationCascade } from './kinds/liquidationCascade.ts'
import { openInterestShock } from './kinds/openInterestShock.ts'
import { openingGap } from './kinds/openingGap.ts'
import { orderFlowExtreme } from './kinds/orderFlowExtreme.ts'
import { rangeBreakout } from './kinds/rangeBreakout.ts'
import { volatilityShock } from './kinds/volatilityShock.ts'
import { volumeBurst } from './kinds/volumeBurst.ts'

export const FAMILY_KINDS: readonly FamilyKind[] = [
  volatilityShock,
  rangeBreakout,
  compressionBreakout,
  failedBreakout,
  exhaustion,
  volumeBurst,
  dayExtreme,
  openingGap,
  leadLagShock,
  correlationBreak,
  fundingExtreme,
  fundingFlip,
  openInterestShock,
  liquidationCascade,
  orderFlowExtreme,
]

/** Every kind and side at its standard threshold. */
export const EVENT_FAMILIES: readonly EventFamily[] = FAMILY_KINDS.flatMap(familiesOfKind)

/** A kind's sides at its standard threshold. */
export function familiesOfKind(kind: FamilyKind): readonly EventFamily[] {
  return kind.sides.map((side) => familyMade(kind, side, kind.threshold.standard))
}

/** A side of a kind at a threshold; the threshold stands in the id where it is not the standard one. */
function familyMade(kind: FamilyKind, side: FamilySide, threshold: number): EventFamily {
  const isStandard = threshold === kind.threshold.standard
  const id = `${kind.name}${side.suffix}`
  return {
    id: isStandard ? id : `${id}@${threshold}`,
    title: isStandard ? side.title : `${side.title} (${threshold} ${kind.threshold.meaning})`,
    formula: `${kind.formula}; k = ${threshold} ${kind.threshold.meaning}`,
    source: kind.source,
    needs: kind.needs,
    readsOthers: kind.readsOthers,
    detect: (inputs) => startsOf(inputs, signalOf(inputs, kind, threshold), side.sign),
  }
}

/** Both sides of a kind come from one column. */
function signalOf(inputs: AssetInputs, kind: FamilyKind, threshold: number): Float64Array {
  return inputs.memo.column(`signal.${kind.name}@${threshold}`, () => kind.signal(inputs, threshold))
}

/** 1 where the condition of one side switches on, by the rule of `events/detector` (REFIRE_BARS). */
function startsOf({ timeMs }: AssetInputs, signal: Float64Array, sign: 1 | -1): Uint8Array {
  const direction = Int8Array.from(signal, (value) => (value === sign ? 1 : 0))
  const starts = new Uint8Array(timeMs.length)
  for (const bar of eventsFromSignals([{ role: 'primary', signal: { direction, strength: signal } }]).bar)
    starts[bar] = 1
  return starts
}

/**
 * The family of an id: one of EVENT_FAMILIES, or `id@threshold` for another threshold within the kind's range. The family's own `id` is the canonical one.
 * Error: `unknown-family`.
 */
export function familyOf(id: string): Outcome<EventFamily> {
  const [base = '', text, ...rest] = id.split('@')
  for (const kind of FAMILY_KINDS) {
    const side = kind.sides.find(({ suffix }) => `${kind.name}${suffix}` === base)
    if (side === undefined || rest.length > 0) continue
    if (text === undefined) return success(familyMade(kind, side, kind.threshold.standard))
    const threshold = Number(text)
    if (text.trim() !== '' && isWithin(kind, threshold)) return success(familyMade(kind, side, threshold))
    const { meaning, minimum, maximum, whole } = kind.threshold
    return failure(
      'unknown-family',
      `"${text}" is no threshold of ${base}.`,
      `Write ${whole ? 'a whole number' : 'a number'} from ${minimum} to ${maximum} (${meaning}), or ${base} alone for ${kind.threshold.standard}.`,
    )
  }
  return failure(
    'unknown-family',
    `There is no family of events named "${id}".`,
    `Choose from: ${EVENT_FAMILIES.map((family) => family.id).join(', ')}; "all" stands alone, in no list.`,
  )
}

function isWithin({ threshold: { minimum, maximum, whole } }: FamilyKind, value: number): boolean {
  return value >= minimum && value <= maximum && (!whole || Number.isInteger(value))
}

/** The same side of the same kind, a little easier and a little harder: an edge that is real is a plateau, not a spike. Empty for an unknown id. */
export function neighbourFamilies(id: string): readonly EventFamily[] {
  const base = id.split('@')[0]
  for (const kind of FAMILY_KINDS) {
    const side = kind.sides.find(({ suffix }) => `${kind.name}${suffix}` === base)
    if (side === undefined) continue
    return kind.threshold.neighbours
      .map((threshold) => familyMade(kind, side, threshold))
      .filter((family) => family.id !== id)
  }
  return []
}
