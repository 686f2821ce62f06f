import { sigmoid, softplus } from '../sigmoid.ts'

export type PlattScaling = { readonly slope: number; readonly intercept: number }

/** Log odds are taken of probabilities clipped to [CLIP, 1 - CLIP]. */
const CLIP = 1e-12
const MOST_STEPS = 100
const RIDGE = 1e-12
const SMALLEST_STEP = 1e-12
/** Share of a loss that rounding may add. */
const ROUNDING = 1e-13

export function plattProbability({ slope, intercept }: PlattScaling, probability: number): number {
  return sigmoid(slope * logOdds(probability) + intercept)
}

function logOdds(probability: number): number {
  const clipped = Math.min(Math.max(probability, CLIP), 1 - CLIP)
  return Math.log(clipped) - Math.log1p(-clipped)
}

/**
 * Minimises the weighted log loss of sigmoid(slope * log odds + intercept) against Platt's smoothed targets (W+ + 1)/(W+ + 2) and 1/(W- + 2), where W are
 * the weights of the classes (Platt 1999), by Newton's method with step halving (Lin, Lin & Weng 2007). On log odds, so that a model that is calibrated
 * already keeps slope 1 and intercept 0.
 */
export function fitPlatt(probability: Float64Array, label: Uint8Array, weight: Float64Array): PlattScaling {
  const score = probability.map(logOdds)
  const ofClass = [0, 0]
  label.forEach((value, row) => {
    ofClass[value]! += weight[row]!
  })
  const targets = [1 / (ofClass[0]! + 2), (ofClass[1]! + 1) / (ofClass[1]! + 2)]
  const lossAt = (slope: number, intercept: number) => {
    let loss = 0
    for (let row = 0; row < score.length; row++) {
      const margin = slope * score[row]! + intercept
      loss += weight[row]! * (softplus(margin) - targets[label[row]!]! * margin)
    }
    return loss
  }
  let slope = 0
  let intercept = Math.log((ofClass[1]! + 1) / (ofClass[0]! + 1))
  let loss = lossAt(slope, intercept)
  for (let step = 0; step < MOST_STEPS; step++) {
    const [bySlope, byIntercept] = newtonDirection(score, label, weight, targets, slope, intercept)
    if (Math.max(Math.abs(bySlope), Math.abs(byIntercept)) < SMALLEST_STEP) break
    let share = 1
    let next = lossAt(slope - bySlope, intercept - byIntercept)
    while (next > loss * (1 + ROUNDING) && share > 1e-10) {
      share /= 2
      next = lossAt(slope - share * bySlope, intercept - share * byIntercept)
    }
    if (!(next <= loss * (1 + ROUNDING))) break
    slope -= share * bySlope
    intercept -= share * byIntercept
    loss = next
  }
  return { slope, intercept }
}

function newtonDirection(
  score: Float64Array,
  label: Uint8Array,
  weight: Float64Array,
  targets: readonly number[],
  slope: number,
  intercept: number,
): readonly [number, number] {
  let gradientSlope = 0
  let gradientIntercept = 0
  let curveSlope = RIDGE
  let curveBoth = 0
  let curveIntercept = RIDGE
  for (let row = 0; row < score.length; row++) {
    const probability = sigmoid(slope * score[row]! + intercept)
    const error = weight[row]! * (probability - targets[label[row]!]!)
    const curve = weight[row]! * probability * (1 - probability)
    gradientSlope += error * score[row]!
    gradientIntercept += error
    curveSlope += curve * score[row]! * score[row]!
    curveBoth += curve * score[row]!
    curveIntercept += curve
  }
  const determinant = curveSlope * curveIntercept - curveBoth * curveBoth
  if (!(determinant > 0)) return [0, gradientIntercept / curveIntercept]
  return [
    (curveIntercept * gradientSlope - curveBoth * gradientIntercept) / determinant,
    (curveSlope * gradientIntercept - curveBoth * gradientSlope) / determinant,
  ]
}
