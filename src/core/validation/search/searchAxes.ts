import type { SearchAxis } from '../../stats/search/searchAxis.ts'

/** A number that a search may vary, as learners declare it; left alone where it has no range. */
export type SearchedParameter = {
  readonly name: string
  readonly isWhole: boolean
  readonly search?: { readonly from: number; readonly to: number; readonly scale: 'linear' | 'log' }
}

export type NamedAxis = SearchAxis<number> & { readonly name: string }

/** One ordered axis for each parameter that is searched and not in `fixed`, in their order. Throws on a range that is none: a learner's bug. */
export function searchAxes(parameters: readonly SearchedParameter[], fixed: readonly string[]): readonly NamedAxis[] {
  return parameters.flatMap(({ name, isWhole, search }) => {
    if (search === undefined || fixed.includes(name)) return []
    const { from, to, scale } = search
    const isRange = to >= from && (scale === 'linear' || from > 0)
    if (!isRange || (isWhole && !(Number.isInteger(from) && Number.isInteger(to))))
      throw new Error(`${name} is searched from ${from} to ${to}`)
    const domain = isWhole
      ? ({ kind: 'steps', from, step: 1, count: to - from + 1, scale } as const)
      : ({ kind: 'span', from, to, scale } as const)
    return [{ name, isOrdered: true, domain }]
  })
}
