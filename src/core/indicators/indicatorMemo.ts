/** Shares indicator columns between the settings of a grid: a column is computed once per key. One memo per data set. */
export type IndicatorMemo = { readonly column: (key: string, compute: () => Float64Array) => Float64Array }

export function createIndicatorMemo(): IndicatorMemo {
  const kept = new Map<string, Float64Array>()
  return {
    column: (key, compute) => {
      const known = kept.get(key)
      if (known !== undefined) return known
      const made = compute()
      kept.set(key, made)
      return made
    },
  }
}
