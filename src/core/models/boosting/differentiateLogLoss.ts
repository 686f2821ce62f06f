import { sigmoidOf } from '../neural/exponential.ts'
import { PAIR, type TreeRoom } from './treeRoom.ts'

/** w (p - y) and w p (1 - p), rounded to multiples of `step`; a row that is there always counts, be its probability ever so sure: empty bins are those of hessian 0. */
export function differentiateLogLoss(room: TreeRoom, taken: number, step: number, rounder: number): void {
  const { gradients, order, target, weight, margin } = room
  for (let at = 0; at < taken; at++) {
    const row = order[at]!
    const probability = sigmoidOf(margin[row]!)
    const rowWeight = weight[row]!
    const hessian = rowWeight * probability * (1 - probability) + rounder - rounder
    gradients[PAIR * row] = rowWeight * (probability - target[row]!) + rounder - rounder
    gradients[PAIR * row + 1] = hessian > step ? hessian : step
  }
}
