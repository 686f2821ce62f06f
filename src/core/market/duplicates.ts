import type { RawBars } from './rawBars.ts'
import { sameOhlc } from './rawBars.ts'

export type DuplicateLoser = {
  readonly row: number
  readonly winner: number
  readonly reason: 'duplicate-identical' | 'duplicate-conflict'
}

/** `kept`: one row a time, ascending. `revisions`: losers that a later layer replaced by other values. */
export type DuplicateResult = {
  readonly kept: Uint32Array
  readonly losers: readonly DuplicateLoser[]
  readonly revisions: number
}

/**
 * One row a time stamp. `ordered`: row indices in ascending time.
 * Of identical rows the first received stays; of conflicting ones the last received (higher layer, then higher line) wins,
 * except that within a layer a row without volume never displaces one with the same prices and a volume.
 */
export function resolveDuplicates(raw: RawBars, ordered: Uint32Array): DuplicateResult {
  const kept = new Uint32Array(ordered.length)
  const losers: DuplicateLoser[] = []
  let keptCount = 0
  let start = 0
  while (start < ordered.length) {
    let end = start + 1
    while (end < ordered.length && raw.timeMs[ordered[end]!] === raw.timeMs[ordered[start]!]) end++
    kept[keptCount++] = end === start + 1 ? ordered[start]! : settleGroup(raw, ordered.subarray(start, end), losers)
    start = end
  }
  let revisions = 0
  for (const loser of losers) {
    if (loser.reason === 'duplicate-conflict' && raw.layer[loser.winner]! > raw.layer[loser.row]!) revisions++
  }
  return { kept: kept.subarray(0, keptCount), losers, revisions }
}

function settleGroup(raw: RawBars, group: Uint32Array, losers: DuplicateLoser[]): number {
  const received = group.slice().sort((a, b) => raw.layer[a]! - raw.layer[b]! || raw.line[a]! - raw.line[b]! || a - b)
  let winner = received[0]!
  for (let k = 1; k < received.length; k++) {
    const row = received[k]!
    if (!isIdentical(raw, winner, row) && !lacksOnlyVolume(raw, winner, row)) winner = row
  }
  for (const row of received) {
    if (row === winner) continue
    losers.push({ row, winner, reason: isIdentical(raw, winner, row) ? 'duplicate-identical' : 'duplicate-conflict' })
  }
  return winner
}

function isIdentical(raw: RawBars, a: number, b: number): boolean {
  return sameOhlc(raw, a, b) && raw.volume[a] === raw.volume[b] && Object.is(raw.trades[a], raw.trades[b])
}

function lacksOnlyVolume(raw: RawBars, winner: number, row: number): boolean {
  return (
    raw.layer[winner] === raw.layer[row] &&
    raw.volume[row] === 0 &&
    raw.volume[winner]! > 0 &&
    sameOhlc(raw, winner, row)
  )
}
