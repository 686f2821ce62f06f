import { CONFIGURATION_FIGURES } from '../../../core/backtest/sweep/configurationBlock.ts'
import type { FigureTerms } from '../../../core/backtest/sweep/objective.ts'
import { FIGURE_WIDTH, SWEEP_FIGURES } from '../../../core/backtest/sweep/objective.ts'
import type { SweepAxis } from '../../../core/backtest/sweep/sweepAxis.ts'
import { axisValue } from '../../../core/stats/search/searchAxis.ts'
import { shownFigure } from './sweepTerms.ts'

/** Raw figures that are kept beside the ones that sweeps rank by. */
const KEPT = ['endEquity', 'barMean', 'barDeviation', 'heldBars', 'fees', 'financing', 'tradedValue'] as const
const NAMES = ['end_equity', 'bar_mean', 'bar_deviation', 'held_bars', 'fees', 'financing', 'traded_value']
const PLACES = KEPT.map((name) => CONFIGURATION_FIGURES.indexOf(name))

/**
 * Columns of `results.parquet`: the fold, a column an axis (its number; of what is no number the place in the list of the manifest, under the name with `_choice`), the
 * score, and the figures. Missing figures are NaN.
 */
export function resultNames(axes: readonly SweepAxis[]): readonly string[] {
  return [
    'fold',
    ...axes.map((axis) => (axis.isOrdered ? axis.name : `${axis.name}_choice`)),
    'score',
    ...SWEEP_FIGURES,
    ...NAMES,
  ]
}

/** Rows of a wave as columns; `score` NaN where a row has none or breaks a constraint. */
export function resultColumns(
  axes: readonly SweepAxis[],
  fold: number,
  coordinates: Float64Array,
  scores: Float64Array,
  figures: Float64Array,
  terms: FigureTerms,
): readonly Float64Array[] {
  const width = axes.length
  const rows = scores.length
  const column = (value: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => value(row))
  return [
    column(() => fold),
    ...axes.map((axis, k) =>
      column((row) => {
        const coordinate = coordinates[row * width + k]!
        const value = axis.isOrdered ? axisValue(axis, coordinate) : coordinate
        return typeof value === 'number' ? value : Number.NaN
      }),
    ),
    scores,
    ...SWEEP_FIGURES.map((figure) => column((row) => shownFigure(figure, figures, row * FIGURE_WIDTH, terms))),
    ...PLACES.map((place) => column((row) => figures[row * FIGURE_WIDTH + place]!)),
  ]
}
