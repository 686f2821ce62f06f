import type { BitColumn } from '../signals/bitColumn.ts'
import type { StrategySignals } from '../strategies/strategyDefinition.ts'

/**
 * Signals with the rules of docs/methods/backtest.md worked in. `wantLong`, `wantShort`: an entry is decided, whatever the hour; `enterLong`, `enterShort`: and
 * the hour allows it; `leaveLong`, `leaveShort`: a position of that side is left or turned; `conflict`: both sides are wanted, and neither is decided.
 */
export type SegmentSignals = {
  wantLong: BitColumn
  wantShort: BitColumn
  enterLong: BitColumn
  enterShort: BitColumn
  leaveLong: BitColumn
  leaveShort: BitColumn
  conflict: BitColumn
  longs: boolean
  shorts: boolean
}

/** Room to work signals in, used again for each configuration. */
export type SignalDesk = {
  readonly signals: SegmentSignals
  readonly columns: readonly BitColumn[]
  /** Never written to. */
  readonly empty: BitColumn
}

const DESK_COLUMNS = 7

export function createSignalDesk(bits: () => BitColumn): SignalDesk {
  const empty = bits()
  return {
    signals: {
      wantLong: empty,
      wantShort: empty,
      enterLong: empty,
      enterShort: empty,
      leaveLong: empty,
      leaveShort: empty,
      conflict: empty,
      longs: false,
      shorts: false,
    },
    columns: Array.from({ length: DESK_COLUMNS }, bits),
    empty,
  }
}

/**
 * Works signals in, as views on `from` where nothing changes. `allowed`: bars at whose close an entry may be decided; null: all. The answer is good until the
 * next call, or the next change of `from`.
 */
export function readSegmentSignals(from: StrategySignals, allowed: BitColumn | null, desk: SignalDesk): SegmentSignals {
  const { signals, columns } = desk
  signals.longs = from.enterLong !== from.exitLong && isAny(from.enterLong)
  signals.shorts = from.enterShort !== from.exitShort && isAny(from.enterShort)
  if (signals.longs && signals.shorts) readBoth(from, desk)
  else {
    signals.conflict = desk.empty
    signals.wantLong = signals.longs ? without(from.enterLong, from.exitLong, columns[0]!) : desk.empty
    signals.wantShort = signals.shorts ? without(from.enterShort, from.exitShort, columns[0]!) : desk.empty
    signals.leaveLong = from.exitLong
    signals.leaveShort = from.exitShort
  }
  signals.enterLong =
    allowed === null || !signals.longs ? signals.wantLong : both(signals.wantLong, allowed, columns[5]!)
  signals.enterShort =
    allowed === null || !signals.shorts ? signals.wantShort : both(signals.wantShort, allowed, columns[6]!)
  return signals
}

function isAny(bits: BitColumn): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return true
  return false
}

function without(left: BitColumn, right: BitColumn, out: BitColumn): BitColumn {
  for (let word = 0; word < left.length; word++) out[word] = left[word]! & ~right[word]!
  return out
}

function both(left: BitColumn, right: BitColumn, out: BitColumn): BitColumn {
  for (let word = 0; word < left.length; word++) out[word] = left[word]! & right[word]!
  return out
}

function readBoth(
  { enterLong, exitLong, enterShort, exitShort }: StrategySignals,
  { signals, columns }: SignalDesk,
): void {
  const [wantLong, wantShort, leaveLong, leaveShort, conflict] = columns
  for (let word = 0; word < enterLong.length; word++) {
    const long = enterLong[word]! & ~exitLong[word]!
    const short = enterShort[word]! & ~exitShort[word]!
    const clash = long & short
    conflict![word] = clash
    wantLong![word] = long & ~clash
    wantShort![word] = short & ~clash
    leaveLong![word] = exitLong[word]! | (short & ~clash)
    leaveShort![word] = exitShort[word]! | (long & ~clash)
  }
  signals.wantLong = wantLong!
  signals.wantShort = wantShort!
  signals.leaveLong = leaveLong!
  signals.leaveShort = leaveShort!
  signals.conflict = conflict!
}
