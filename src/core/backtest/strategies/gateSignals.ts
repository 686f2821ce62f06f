import type { BitColumn } from '../signals/bitColumn.ts'
import { whereBegins, whereNot } from '../signals/bitColumn.ts'
import type { StrategyContext, StrategySignals } from './strategyDefinition.ts'

/** Writes where a condition begins and where it does not hold. */
type Gate = (begins: BitColumn, fails: BitColumn) => void

/**
 * A side is entered where its condition begins and left where it does not hold; what is not yet known does not hold. A condition that holds from its first
 * known bar on begins there. `up` and `down` are the conditions of the two sides; they never hold together.
 */
function gateSignals({ bits, sides }: StrategyContext, up: Gate, down: Gate): StrategySignals {
  const [enterLong, exitLong] = sides === 'short' ? [bits.empty, bits.empty] : [bits.take(), bits.take()]
  const [enterShort, exitShort] = sides === 'long' ? [bits.empty, bits.empty] : [bits.take(), bits.take()]
  if (sides !== 'short') up(enterLong, exitLong)
  if (sides !== 'long') down(enterShort, exitShort)
  return { enterLong, exitLong, enterShort, exitShort }
}

/** Long while `left` is above `right`, short while it is below. */
export function crossSignals(context: StrategyContext, left: Float64Array, right: Float64Array): StrategySignals {
  const { crossings } = context.kernels
  return gateSignals(
    context,
    (begins, fails) => crossings(left, right, begins, fails),
    (begins, fails) => crossings(right, left, begins, fails),
  )
}

/** Long while `up` holds, short while `down` does; each writes a condition. */
export function conditionSignals(
  context: StrategyContext,
  up: (out: BitColumn) => BitColumn,
  down: (out: BitColumn) => BitColumn,
): StrategySignals {
  const bars = context.bars.close.length
  const gate =
    (write: (out: BitColumn) => BitColumn): Gate =>
    (begins, fails) => {
      whereBegins(write(fails), begins)
      whereNot(fails, bars, fails)
    }
  return gateSignals(context, gate(up), gate(down))
}
