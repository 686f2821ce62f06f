/** A strategy as a form needs it: its parameters are numbers in a range, or one of a few words. */
export type StrategyView = {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly source: string
  readonly needsPrediction: boolean
  readonly parameters: readonly StrategyParameterView[]
}

type StrategyParameterView =
  | {
      readonly kind: 'number'
      readonly name: string
      readonly unit: string
      readonly minimum: number
      readonly maximum: number
      readonly standard: number
      readonly isInteger: boolean
    }
  | { readonly kind: 'choice'; readonly name: string; readonly choices: readonly string[]; readonly standard: string }
