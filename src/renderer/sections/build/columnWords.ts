/** What a tooltip says of a number about a column. */
export const COLUMN_WORDS = {
  missing: 'Share of the rows without a value: before the warm-up, or where bars are missing. Nothing is filled in.',
  deviation: 'Sample standard deviation (SD), divisor n − 1.',
  quartile:
    'Quartiles: a quarter of the values lies below the lower (Q1), a quarter above the upper one (Q3); type 7, as in numpy.',
  labelCorrelation:
    'Pearson correlation with what is to be foretold (in a matrix of a run, 1: a gain after costs) over all rows that have both. Information only: it is taken on all rows of the matrix, and among many columns some are large by luck.',
} as const
