import type { Palette } from '../palette.ts'

/** A trial that is pointed out in every picture of a sweep: the best one found, or the centre of its best plateau. */
export type TrialMark = { readonly kind: 'best' | 'plateau'; readonly row: number }

/** Form and words tell them apart, not colour alone. */
export function markStyle(kind: TrialMark['kind'], colors: Palette) {
  return kind === 'best'
    ? { name: 'Best found', short: 'best', symbol: 'diamond' as const, color: colors.loss }
    : { name: 'Plateau', short: 'plateau', symbol: 'triangle' as const, color: colors.lines[2]! }
}
