import { NO_SCORE, STATISTIC, STATISTIC_COUNT } from './foldStatistics.ts'
import type { LadderRung } from './ladder.ts'

/** The configuration a fold was frozen with; -1 and the last rung where no configuration traded at all. */
export type Winner = {
  readonly configuration: number
  readonly rung: number
  readonly score: number
  readonly eligible: number
}

function passes(rung: LadderRung, statistics: Float64Array, at: number): boolean {
  return (
    statistics[at + STATISTIC.trainTrades]! >= rung.minimumTrainTrades &&
    statistics[at + STATISTIC.validationTrades]! >= rung.minimumValidationTrades &&
    (!rung.positiveTrain || statistics[at + STATISTIC.trainMean]! > 0) &&
    (!rung.positiveValidation || statistics[at + STATISTIC.validationMean]! > 0) &&
    statistics[at + STATISTIC.drawdown]! <= rung.maximumDrawdown &&
    statistics[at + STATISTIC.calmar]! >= rung.minimumCalmar &&
    statistics[at + STATISTIC.stability]! >= rung.minimumStability &&
    statistics[at + STATISTIC.score]! > NO_SCORE
  )
}

/**
 * The best score on the first rung that any configuration passes; ties go to the lower configuration number.
 * `statistics` holds a row of STATISTIC_COUNT numbers for each (configuration, fold), folds fastest.
 */
export function chooseWinner(
  statistics: Float64Array,
  configurations: number,
  folds: number,
  fold: number,
  ladder: readonly LadderRung[],
): Winner {
  for (let rung = 0; rung < ladder.length; rung++) {
    let best = -1
    let bestScore = Number.NEGATIVE_INFINITY
    let eligible = 0
    for (let configuration = 0; configuration < configurations; configuration++) {
      const at = (configuration * folds + fold) * STATISTIC_COUNT
      if (!passes(ladder[rung]!, statistics, at)) continue
      eligible++
      const score = statistics[at + STATISTIC.score]!
      if (score > bestScore) {
        best = configuration
        bestScore = score
      }
    }
    if (best >= 0) return { configuration: best, rung, score: bestScore, eligible }
  }
  return { configuration: -1, rung: ladder.length - 1, score: NO_SCORE, eligible: 0 }
}
