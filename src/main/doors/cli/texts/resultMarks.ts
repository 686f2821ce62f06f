export type MarkedResult = {
  readonly optimisticFill: boolean
  readonly noTradingCosts?: true | undefined
  readonly isSynthetic: boolean
  readonly throughHoldOut: boolean
  readonly inSampleUnknown?: true | undefined
}

/** What must be read with every number of a result, in capitals. */
export function resultMarks(result: MarkedResult): readonly string[] {
  const { optimisticFill, noTradingCosts, isSynthetic, throughHoldOut, inSampleUnknown } = result
  return [
    ...(optimisticFill ? ['OPTIMISTIC FILL'] : []),
    ...(noTradingCosts ? ['NO COSTS'] : []),
    ...(isSynthetic ? ['SYNTHETIC'] : []),
    ...(throughHoldOut ? ['HOLD-OUT OPENED'] : []),
    ...(inSampleUnknown ? ['IN-SAMPLE UNKNOWN'] : []),
  ]
}

type Made = {
  readonly optimisticFill: boolean
  readonly noTradingCosts?: true | undefined
  readonly synthetic: object | null
  readonly holdOut: { readonly opened: readonly unknown[] }
  readonly predictions: { readonly imported?: object | undefined } | null
}

/** The same of a manifest, for a cell of a list. */
export function manifestMarks(manifest: Made | null | undefined): string {
  if (manifest === null || manifest === undefined) return ''
  const { optimisticFill, noTradingCosts, synthetic, holdOut, predictions } = manifest
  return resultMarks({
    optimisticFill,
    noTradingCosts,
    isSynthetic: synthetic !== null,
    throughHoldOut: holdOut.opened.length > 0,
    inSampleUnknown: predictions?.imported === undefined ? undefined : true,
  }).join(', ')
}
