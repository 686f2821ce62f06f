/** From a peak to its recovery. `endMs` null: still running. */
export type DrawdownSpell = {
  readonly peakMs: number
  readonly lowMs: number
  readonly endMs: number | null
  readonly depth: number
}

/** All times below a peak, deepest first, of equal depth the earlier; the start cash is the first peak, reached at the first day. `depth` is a positive fraction. */
export function drawdownSpells(
  dayStartMs: readonly number[],
  equity: readonly number[],
  startCash: number,
): readonly DrawdownSpell[] {
  const spells: DrawdownSpell[] = []
  let peak = startCash
  let peakMs = dayStartMs[0] ?? 0
  let low = peak
  let lowMs = peakMs
  const close = (endMs: number | null) => {
    if (low < peak) spells.push({ peakMs, lowMs, endMs, depth: 1 - low / peak })
  }
  for (let day = 0; day < equity.length; day++) {
    if (equity[day]! < low) {
      low = equity[day]!
      lowMs = dayStartMs[day]!
    }
    if (equity[day]! < peak) continue
    close(dayStartMs[day]!)
    peak = equity[day]!
    low = peak
    peakMs = dayStartMs[day]!
  }
  close(null)
  return spells.sort((left, right) => right.depth - left.depth || left.peakMs - right.peakMs)
}
