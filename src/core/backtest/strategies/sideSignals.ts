import type { BitColumn } from '../signals/bitColumn.ts'
import type { StrategyContext, StrategySignals } from './strategyDefinition.ts'

export type SideWriter = { readonly enter: (out: BitColumn) => BitColumn; readonly exit: (out: BitColumn) => BitColumn }

/** Signals of the sides that are traded; the others share the empty column. */
export function sideSignals({ bits, sides }: StrategyContext, long: SideWriter, short: SideWriter): StrategySignals {
  const buys = sides !== 'short'
  const sells = sides !== 'long'
  return {
    enterLong: buys ? long.enter(bits.take()) : bits.empty,
    exitLong: buys ? long.exit(bits.take()) : bits.empty,
    enterShort: sells ? short.enter(bits.take()) : bits.empty,
    exitShort: sells ? short.exit(bits.take()) : bits.empty,
  }
}
