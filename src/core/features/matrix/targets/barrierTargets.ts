import { averageTrueRange } from '../../../indicators/averageTrueRange.ts'
import { rollingStandardDeviation } from '../../../indicators/rollingStandardDeviation.ts'
import { closeReturn, ownBars } from '../barColumns.ts'
import type { FeatureInputs, FeatureParameter, MatrixFeature } from '../matrixFeature.ts'
import { type BarrierEnd, barrierEnd } from './barrierPath.ts'
import { labelColumn } from './labelColumn.ts'
import type { MatrixTarget, TargetColumn, TargetFamily } from './matrixTarget.ts'
import { HORIZON } from './returnTargets.ts'

const ATR_BARS = 14
const DEVIATION_BARS = 20

const PARAMETERS: readonly FeatureParameter[] = [
  { ...HORIZON, standard: 10 },
  multiple('target', 'distance of the target'),
  multiple('stop', 'distance of the stop'),
]
const VERTICAL: FeatureParameter = {
  name: 'vertical',
  meaning: 'at the end of the window: 1 takes the sign of the return, 0 is 0',
  standard: 1,
  least: 0,
  most: 1,
  isWhole: true,
}

const PATH =
  'bought at O[t+1]; first of target, stop (both in one bar: the stop) and C[t+horizon]; a bar that opens past a barrier fills at its open'
const SOURCE = 'Triple barrier, Lopez de Prado (2018), 3.3-3.4; before costs'

type Scale = {
  readonly suffix: string
  readonly words: string
  /** Price distance of one unit, known at the close of each bar. */
  readonly unit: (inputs: FeatureInputs, horizon: number) => Float64Array
}

const RANGES: Scale = {
  suffix: '',
  words: `distances in ATR${ATR_BARS}[t]`,
  unit: (inputs) => {
    const { high, low, close } = ownBars(inputs)
    return averageTrueRange(high, low, close, ATR_BARS)
  },
}
const DEVIATIONS: Scale = {
  suffix: '_volatility',
  words: `distances in C[t] x deviation of one-bar log returns over ${DEVIATION_BARS} bars x sqrt(horizon)`,
  unit: (inputs, horizon) => {
    const { close } = ownBars(inputs)
    const deviation = rollingStandardDeviation(closeReturn(inputs, 1), DEVIATION_BARS, 'sample')
    return deviation.map((value, row) => value * Math.sqrt(horizon) * close[row]!)
  },
}

export const BARRIER_TARGETS: readonly TargetFamily[] = [RANGES, DEVIATIONS].flatMap((scale) => [
  {
    name: `triple_barrier${scale.suffix}`,
    title: 'Triple barrier',
    needsRule: false,
    parameters: [...PARAMETERS, VERTICAL],
    target: ([horizon, target, stop, vertical], asked) => ({
      ...words(asked, 'classification', { horizon: horizon!, target: target!, stop: stop!, vertical: vertical! }),
      formula: `1 where the target comes first, 0 where the stop does, ${vertical === 1 ? '1 at the end where the return is above 0, else 0' : '0 at the end'}; ${PATH}; ${scale.words}`,
      compute: (inputs) =>
        ofBarriers(inputs, scale, { horizon: horizon!, target: target!, stop: stop! }, (end) =>
          wins(end, vertical === 1),
        ),
    }),
  },
  {
    name: `triple_barrier_return${scale.suffix}`,
    title: 'Return of the triple barrier',
    needsRule: false,
    parameters: PARAMETERS,
    target: ([horizon, target, stop], asked) => ({
      ...words(asked, 'regression', { horizon: horizon!, target: target!, stop: stop! }),
      formula: `return of the trade; ${PATH}; ${scale.words}`,
      compute: (inputs) =>
        ofBarriers(
          inputs,
          scale,
          { horizon: horizon!, target: target!, stop: stop! },
          ({ grossReturn }) => grossReturn,
        ),
    }),
  },
  {
    name: `meta_label${scale.suffix}`,
    title: 'Whether a primary rule is right',
    needsRule: true,
    parameters: PARAMETERS,
    target: ([horizon, target, stop], asked, rule) => ({
      ...words(asked, 'classification', { horizon: horizon!, target: target!, stop: stop! }),
      formula: `1 where side x return of the trade is above 0, else 0; side = sign of ${rule?.name} (version ${rule?.version}: ${rule?.formula}), missing where that is 0 or missing; ${PATH}, mirrored for a sale; ${scale.words}`,
      source: 'Meta-labelling, Lopez de Prado (2018), 3.6; before costs',
      compute: (inputs) =>
        metaLabel(inputs, scale, { horizon: horizon!, target: target!, stop: stop! }, ruleOf(rule, asked)),
    }),
  },
])

type Shape = { readonly horizon: number; readonly target: number; readonly stop: number }

function multiple(name: string, meaning: string): FeatureParameter {
  return {
    name,
    meaning: `${meaning}, in units known at the decision`,
    standard: 2,
    least: 0.01,
    most: 1_000,
    isWhole: false,
  }
}

function words(
  name: string,
  task: MatrixTarget['task'],
  parameters: Readonly<Record<string, number>>,
): Omit<MatrixTarget, 'formula' | 'compute'> {
  const unit = task === 'regression' ? 'fraction of price' : '0 or 1'
  return { name, version: 1, task, source: SOURCE, unit, parameters }
}

function wins({ reason, grossReturn }: BarrierEnd, verticalBySign: boolean): number {
  if (reason === 'time') return verticalBySign && grossReturn > 0 ? 1 : 0
  return reason === 'target' ? 1 : 0
}

function ofBarriers(
  inputs: FeatureInputs,
  scale: Scale,
  shape: Shape,
  value: (end: BarrierEnd) => number,
  sideAt: (bar: number) => 1 | -1 | null = () => 1,
): TargetColumn {
  const bars = ownBars(inputs)
  const unit = scale.unit(inputs, shape.horizon)
  return labelColumn(
    inputs,
    (bar) => bar + shape.horizon,
    (bar, end) => {
      const side = sideAt(bar)
      if (side === null) return null
      const barriers = { side, target: shape.target * unit[bar]!, stop: shape.stop * unit[bar]! }
      const ended = barrierEnd(bars, bar, end, barriers)
      return ended === null ? null : { value: value(ended), endBar: ended.endBar }
    },
  )
}

function metaLabel(inputs: FeatureInputs, scale: Scale, shape: Shape, rule: MatrixFeature): TargetColumn {
  const signal = rule.compute(inputs)
  return ofBarriers(
    inputs,
    scale,
    shape,
    ({ grossReturn }) => (grossReturn > 0 ? 1 : 0),
    (bar) => (signal[bar]! > 0 ? 1 : signal[bar]! < 0 ? -1 : null),
  )
}

function ruleOf(rule: MatrixFeature | null, asked: string): MatrixFeature {
  if (rule === null) throw new Error(`The target ${asked} was made without a primary rule`)
  return rule
}
