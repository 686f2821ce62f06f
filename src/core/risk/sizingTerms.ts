/**
 * How much an entry buys (or sells short). `units`: exactly so many, costs on top. The others in money that costs are paid from, E being the equity at the
 * last closes: `fraction` f E; `value` as stated; `volatility-target` E min(cap, target / s) with s the annual volatility known at the decision;
 * `risk` E fraction / stop distance, at most cap E; `kelly` E min(cap, multiple k), k = p - (1 - p) / b from the closed trades so far, and
 * `fraction` E until there are `minimumTrades` of them.
 */
export type SizingTerms =
  | { readonly method: 'fraction'; readonly fraction: number }
  | { readonly method: 'units'; readonly units: number }
  | { readonly method: 'value'; readonly value: number }
  | { readonly method: 'volatility-target'; readonly targetPerYear: number; readonly cap: number }
  | { readonly method: 'risk'; readonly fraction: number; readonly cap: number }
  | {
      readonly method: 'kelly'
      readonly multiple: number
      readonly cap: number
      readonly minimumTrades: number
      readonly fraction: number
    }

export const ALL_IN: SizingTerms = { method: 'fraction', fraction: 1 }
