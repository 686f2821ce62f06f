/** What a score of predictions is called and means. */
export type ScoreWord = {
  readonly title: string
  readonly short: string
  /** Null: nobody said. */
  readonly better: 'higher' | 'lower' | null
  readonly text: string
  /** What knows nothing scores; null: it depends on the rows. */
  readonly chance: { readonly name: string; readonly value: number } | null
}

const WORDS: Readonly<Record<string, ScoreWord>> = {
  log_loss: {
    title: 'Log loss',
    short: 'Log loss',
    better: 'lower',
    text: 'Mean of minus the logarithm of the probability given to what came true, in nats. Always the base is beaten where it is lower.',
    chance: { name: 'Always 50 %, 0.693', value: Math.LN2 },
  },
  brier_score: {
    title: 'Brier score',
    short: 'Brier',
    better: 'lower',
    text: 'Mean squared distance of the probability from what came true (Brier 1950).',
    chance: { name: 'Always 50 %, 0.25', value: 0.25 },
  },
  area_under_roc: {
    title: 'Area under the ROC curve',
    short: 'AUC',
    better: 'higher',
    text: 'Chance that a row of class 1 is ranked above one of class 0; ties count half.',
    chance: { name: 'Knows nothing, 0.5', value: 0.5 },
  },
  accuracy: {
    title: 'Accuracy',
    short: 'Accuracy',
    better: 'higher',
    text: 'Share of right classes, taking 1 from a probability of a half on. Compare it with always the base.',
    chance: null,
  },
  mean_squared_error: {
    title: 'Mean squared error',
    short: 'MSE',
    better: 'lower',
    text: 'Mean squared distance of the prediction from what came true, in squared units of the target.',
    chance: null,
  },
  root_mean_squared_error: {
    title: 'Root mean squared error',
    short: 'RMSE',
    better: 'lower',
    text: 'Root of the mean squared distance of the prediction from what came true, in units of the target.',
    chance: null,
  },
  mean_absolute_error: {
    title: 'Mean absolute error',
    short: 'MAE',
    better: 'lower',
    text: 'Mean distance of the prediction from what came true, in units of the target.',
    chance: null,
  },
  r2_against_zero: {
    title: 'R² against zero',
    short: 'R²',
    better: 'higher',
    text: 'One less the share of squared error left over against always predicting 0 (out of sample, Gu, Kelly & Xiu 2020). Below zero: worse than saying nothing.',
    chance: { name: 'Always 0', value: 0 },
  },
  rank_correlation: {
    title: 'Rank correlation (IC)',
    short: 'IC',
    better: 'higher',
    text: 'Spearman correlation of predictions with what came true: the information coefficient.',
    chance: { name: 'Knows nothing, 0', value: 0 },
  },
  direction: {
    title: 'Right direction',
    short: 'Direction',
    better: 'higher',
    text: 'Share of right signs, where neither the target nor the prediction is 0.',
    chance: { name: 'A coin, 0.5', value: 0.5 },
  },
}

export function scoreWord(name: string): ScoreWord {
  return WORDS[name] ?? { title: name, short: name, better: null, text: 'A score of the predictions.', chance: null }
}
