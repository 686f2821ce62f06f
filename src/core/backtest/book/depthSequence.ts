/** Numbers of a depth message: first and last update in it, and (futures) the last update of the message before. */
export type DepthNumbers = { readonly first: number; readonly last: number; readonly before: number | null }

/** `stale`: older than the snapshot; `next`: follows; `gap`: something is missing between the book and this message. */
export type DepthPlace = 'stale' | 'next' | 'gap'

/**
 * Where a depth message belongs after `known`, the last update in the book, by the rules of the exchange's "how to manage a local order book correctly".
 * Spot: stale where u <= known; the first after a snapshot has U <= known + 1 <= u, each later one U = known + 1. Futures (`before` is pu): stale where
 * u < known; the first has U <= known <= u, each later one pu = known. `isFirst`: nothing has been taken since the snapshot.
 */
export function placeOfDepth({ first, last, before }: DepthNumbers, known: number, isFirst: boolean): DepthPlace {
  if (before === null) {
    if (last <= known) return 'stale'
    return (isFirst ? first <= known + 1 : first === known + 1) ? 'next' : 'gap'
  }
  if (isFirst) {
    if (last < known) return 'stale'
    return first <= known ? 'next' : 'gap'
  }
  if (last <= known) return 'stale'
  return before === known ? 'next' : 'gap'
}
