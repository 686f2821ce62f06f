import { rollingCorrelation } from '../../../indicators/rollingCorrelation.ts'
import { type RollingOls, rollingOls } from '../../../indicators/rollingOls.ts'
import { rollingZScore } from '../../../indicators/rollingZScore.ts'
import { olsLine } from '../../../stats/olsLine.ts'
import { columnOf } from '../barColumns.ts'
import type {
  FeatureFamily,
  FeatureInputs,
  FeatureParameter,
  MatrixFeature,
  OtherInstrument,
} from '../matrixFeature.ts'
import { oneEarlier, type PairBars, pairBars, pairColumn, pairReturns, placeInPair } from '../pair/pairBars.ts'
import { cointegrationProbability, residualUnitRoot } from '../pair/residualUnitRoot.ts'
import { reversionHalfLife } from '../pair/reversionHalfLife.ts'
import { windowResiduals } from '../pair/windowResiduals.ts'
import { familyOf, featureOf, lagBars, windowBars } from './familyParts.ts'

const REGRESSION = 'ln C = a + b ln C of the other, least squares over the window of common bars'
const ENGLE_GRANGER = 'Engle & Granger (1987), on a trailing window'
const UNIT_ROOT_LAGS: FeatureParameter = {
  name: 'lags',
  meaning: 'lagged changes in the test regression',
  standard: 1,
  least: 0,
  most: 12,
  isWhole: true,
}

/** How an instrument stands to another one, which is named in brackets. NaN where that one has no bar, and for an instrument against itself. */
export const PAIR_FAMILIES: readonly FeatureFamily[] = [
  ofPair('hedge_ratio', 'Hedge ratio', [windowBars(60, 3)], (asked, other, [window]) => [
    ofRegression(asked, other, window!, 'slope', `b of ${REGRESSION}`, 'percent of it per percent of the other'),
  ]),
  ofPair('residual_z', 'Residual of the pair', [windowBars(60, 3)], (asked, other, [window]) => [
    ofRegression(
      asked,
      other,
      window!,
      'residualZ',
      `residual[t] / sqrt(SSE / (window - 2)) of ${REGRESSION}`,
      'standard errors',
    ),
  ]),
  ofPair('residual_half_life', 'Half-life of the residual', [windowBars(120, 10, 5_000)], (asked, other, [window]) => [
    described(asked, other, { window: window! }, window! - 1, {
      formula: `-ln 2 / ln(1 + b), b of e[t] - e[t-1] = a + b e[t-1] over the window, e the residuals of ${REGRESSION}; missing where b is not between -1 and 0`,
      source:
        'Exact half-life of an Ornstein-Uhlenbeck process; the least-squares b is biased downward (Kendall 1954), so it looks too short',
      unit: 'bars',
      compute: (inputs) =>
        pairColumn(inputs, other, `halfLife.${window}`, (pair) => ofResiduals(pair, window!, reversionHalfLife)),
    }),
  ]),
  ofPair(
    'cointegration',
    'Cointegration',
    [windowBars(250, 30, 5_000), UNIT_ROOT_LAGS],
    (asked, other, [window, lags]) => cointegration(asked, other, window!, lags!),
  ),
  ofPair('ratio_z', 'Price ratio', [windowBars(60)], (asked, other, [window]) => [
    described(asked, other, { window: window! }, window! - 1, {
      formula: '(q[t] - mean) / sample deviation of q over the window of common bars, q = ln(C / C of the other)',
      source: 'Pairs trading as in Gatev, Goetzmann & Rouwenhorst (2006)',
      unit: 'standard deviations',
      compute: (inputs) =>
        pairColumn(inputs, other, `ratioZ.${window}`, ({ own, other: theirs }) =>
          rollingZScore(
            own.map((value, row) => value - theirs[row]!),
            window!,
          ),
        ),
    }),
  ]),
  ofPair('relative_return', 'Return against the other', [lagBars(1)], (asked, other, [lag]) => [
    described(asked, other, { lag: lag! }, lag!, {
      formula: 'ln(C[t] / C[t-lag]) less the same of the other, on common bars',
      source: 'Difference of log returns',
      unit: 'fraction of price',
      compute: (inputs) =>
        pairColumn(inputs, other, `relative.${lag}`, ({ own, other: theirs }) =>
          columnOf(own.length, lag!, (row) => own[row]! - own[row - lag!]! - (theirs[row]! - theirs[row - lag!]!)),
        ),
    }),
  ]),
  ofPair('pair_correlation', 'Correlation of returns', [windowBars(60, 3)], (asked, other, [window]) => [
    described(asked, other, { window: window! }, window!, {
      formula: 'Pearson correlation of one-bar log returns over the window of common bars',
      source: 'Pearson (1895)',
      unit: '-1 to 1',
      compute: (inputs) =>
        pairColumn(inputs, other, `correlation.${window}`, ({ own, other: theirs }) =>
          rollingCorrelation(pairReturns(own), pairReturns(theirs), window!),
        ),
    }),
  ]),
  ofPair('pair_beta', 'Beta of returns', [windowBars(60, 3)], (asked, other, [window]) => [
    described(asked, other, { window: window! }, window!, {
      formula:
        'slope of one-bar log returns on those of the other, least squares with a constant over the window of common bars',
      source: 'Market model, Sharpe (1963)',
      unit: 'return per return',
      compute: (inputs) =>
        pairColumn(
          inputs,
          other,
          `beta.${window}`,
          ({ own, other: theirs }) => rollingOls(pairReturns(own), pairReturns(theirs), window!).slope,
        ),
    }),
  ]),
  ofPair('lead_lag', 'Lead and lag', [windowBars(120, 3)], (asked, other, [window]) => [
    described(asked, other, { window: window! }, window! + 1, {
      formula:
        'corr(other r[t-1], own r[t]) - corr(own r[t-1], other r[t]) over the window of common bars; above 0: the other leads',
      source: 'Cross-autocorrelation asymmetry, Lo & MacKinlay (1990)',
      unit: '-2 to 2',
      compute: (inputs) => pairColumn(inputs, other, `leadLag.${window}`, (pair) => leadLag(pair, window!)),
    }),
  ]),
]

function ofPair(
  name: string,
  title: string,
  parameters: readonly FeatureParameter[],
  features: (asked: string, other: OtherInstrument, parameters: readonly number[]) => readonly MatrixFeature[],
): FeatureFamily {
  return familyOf({ name, title, kind: 'pair' }, parameters, (values, asked, other) => {
    if (other === undefined) throw new Error(`The pair feature ${asked} was made without a second instrument`)
    return features(asked, other, values)
  })
}

function described(
  name: string,
  { symbol }: OtherInstrument,
  parameters: Readonly<Record<string, number>>,
  warmupBars: number,
  rest: Pick<MatrixFeature, 'formula' | 'source' | 'unit' | 'compute'> & Partial<Pick<MatrixFeature, 'slowly'>>,
): MatrixFeature {
  return featureOf({ name, inputs: ['close', `${symbol}.close`], parameters, warmupBars, ...rest })
}

function ofRegression(
  asked: string,
  other: OtherInstrument,
  window: number,
  output: 'slope' | 'residualZ',
  formula: string,
  unit: string,
): MatrixFeature {
  return described(asked, other, { window }, window - 1, {
    formula,
    source: ENGLE_GRANGER,
    unit,
    compute: (inputs) => regression(inputs, other, window, output),
    slowly: (inputs, bar) => regressionAt(pairBars(inputs, other), bar, window, output),
  })
}

function regression(
  inputs: FeatureInputs,
  other: OtherInstrument,
  window: number,
  output: 'slope' | 'residualZ',
): Float64Array {
  let fit: RollingOls | null = null
  const fitted = (pair: PairBars) => {
    fit ??= rollingOls(pair.own, pair.other, window)
    return fit
  }
  const slope = pairColumn(inputs, other, `slope.${window}`, (pair) => fitted(pair).slope)
  const residualZ = pairColumn(inputs, other, `residualZ.${window}`, (pair) => fitted(pair).residualZ)
  return output === 'slope' ? slope : residualZ
}

function regressionAt(pair: PairBars, bar: number, window: number, output: 'slope' | 'residualZ'): number {
  const end = placeInPair(pair, bar) + 1
  if (end < window) return Number.NaN
  const y = pair.own.subarray(end - window, end)
  const x = pair.other.subarray(end - window, end)
  const line = olsLine(x, y)
  if (line === null || output === 'slope') return line?.slope ?? Number.NaN
  const residuals = y.map((value, row) => value - line.intercept - line.slope * x[row]!)
  const squares = residuals.reduce((sum, value) => sum + value * value, 0)
  return residuals[window - 1]! / Math.sqrt(squares / (window - 2))
}

function cointegration(asked: string, other: OtherInstrument, window: number, lags: number): readonly MatrixFeature[] {
  const tValues = (inputs: FeatureInputs) =>
    pairColumn(inputs, other, `cointegration.${window}.${lags}`, (pair) =>
      ofResiduals(pair, window, (residuals) => residualUnitRoot(residuals, lags)),
    )
  const parameters = { window, lags }
  return [
    described(asked, other, parameters, window - 1, {
      formula: `t value of b in e[t] - e[t-1] = b e[t-1] + lagged changes, without a constant, e the residuals of ${REGRESSION}; low values speak for cointegration`,
      source: ENGLE_GRANGER,
      unit: 't value',
      compute: tValues,
    }),
    described(asked.replace('(', '_p('), other, parameters, window - 1, {
      formula: `probability of so low a t value of b without cointegration (two series, constant), of e[t] - e[t-1] = b e[t-1] + lagged changes, e the residuals of ${REGRESSION}`,
      source: `${ENGLE_GRANGER}; MacKinnon (1994), surface for N = 2, not the ordinary Dickey-Fuller p`,
      unit: '0 to 1',
      compute: (inputs) => tValues(inputs).map(cointegrationProbability),
    }),
  ]
}

/** A statistic of the residuals of each window's own fit: neither ratio nor mean is taken from elsewhere. */
function ofResiduals(
  { own, other }: PairBars,
  window: number,
  statistic: (residuals: Float64Array) => number,
): Float64Array {
  const residuals = new Float64Array(window)
  return columnOf(own.length, window - 1, (row) =>
    windowResiduals(own, other, row, residuals) ? statistic(residuals) : Number.NaN,
  )
}

function leadLag({ own, other }: PairBars, window: number): Float64Array {
  const ownReturns = pairReturns(own)
  const otherReturns = pairReturns(other)
  const otherLeads = rollingCorrelation(oneEarlier(otherReturns), ownReturns, window)
  const ownLeads = rollingCorrelation(oneEarlier(ownReturns), otherReturns, window)
  return otherLeads.map((value, row) => value - ownLeads[row]!)
}
