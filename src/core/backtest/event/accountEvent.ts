/**
 * What happens to an account from outside, known when it happens; applied before the open of the first bar that starts at or after `timeMs`.
 * `split`: each unit becomes `ratio` units, prices of positions and orders are divided by it. `dividend`: each unit held receives (a short pays) `perUnit`.
 * `funding`: a long pays `rate` of its value at the last close (a short receives it). `borrow`: what a short pays a year from now on, as a fraction of its value.
 */
export type AccountEvent =
  | { readonly kind: 'split'; readonly timeMs: number; readonly instrument: number; readonly ratio: number }
  | { readonly kind: 'dividend'; readonly timeMs: number; readonly instrument: number; readonly perUnit: number }
  | { readonly kind: 'funding'; readonly timeMs: number; readonly instrument: number; readonly rate: number }
  | { readonly kind: 'borrow'; readonly timeMs: number; readonly instrument: number; readonly perYear: number }
