/**
 * What a configuration must show on a fold's train and validation blocks to be eligible. Rung 0 is the standard; the rungs after it are
 * fall-backs, tried in order where no configuration passes, and a result that needed one can never be judged an edge.
 * Expectancy is net of costs; drawdown is a fraction of capital on realised trades; stability is the share of four equal sub-periods with a gain.
 */
export type LadderRung = {
  readonly name: string
  readonly minimumTrainTrades: number
  readonly minimumValidationTrades: number
  readonly positiveTrain: boolean
  readonly positiveValidation: boolean
  readonly maximumDrawdown: number
  readonly minimumCalmar: number
  readonly minimumStability: number
}

export const LADDER: readonly LadderRung[] = [
  {
    name: 'standard',
    minimumTrainTrades: 30,
    minimumValidationTrades: 8,
    positiveTrain: true,
    positiveValidation: true,
    maximumDrawdown: 0.25,
    minimumCalmar: 0.5,
    minimumStability: 0.5,
  },
  {
    name: 'fewer trades, deeper drawdown',
    minimumTrainTrades: 20,
    minimumValidationTrades: 4,
    positiveTrain: true,
    positiveValidation: true,
    maximumDrawdown: 0.4,
    minimumCalmar: 0,
    minimumStability: 0.25,
  },
  {
    name: 'positive on train alone',
    minimumTrainTrades: 15,
    minimumValidationTrades: 1,
    positiveTrain: true,
    positiveValidation: false,
    maximumDrawdown: 0.6,
    minimumCalmar: 0,
    minimumStability: 0,
  },
  {
    name: 'best of a bad lot',
    minimumTrainTrades: 8,
    minimumValidationTrades: 0,
    positiveTrain: false,
    positiveValidation: false,
    maximumDrawdown: 1,
    minimumCalmar: Number.MIN_SAFE_INTEGER,
    minimumStability: 0,
  },
]
