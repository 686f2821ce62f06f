/** `at` tells parts apart. `same`: lines that need no choice. Else what stands on disk and what was typed; `choice` is what only one side changed, null where both did. */
export type MergePart =
  | { readonly kind: 'same'; readonly at: number; readonly lines: readonly string[] }
  | {
      readonly kind: 'different'
      readonly at: number
      readonly theirs: readonly string[]
      readonly mine: readonly string[]
      readonly choice: MergeSide | null
    }
export type MergeSide = 'theirs' | 'mine'

const MOST_CELLS = 4_000_000

/**
 * Two texts side by side, cut at the lines that both have, and judged against the text that both began with (null: not known, then every
 * difference is to be chosen). Three-way merge by longest common subsequences (Smith 1988, diff3).
 */
export function mergeParts(base: string | null, mine: string, theirs: string): readonly MergePart[] {
  const [mineLines, theirLines] = [mine.split('\n'), theirs.split('\n')]
  const baseLines = base === null ? commonLines(mineLines, theirLines) : base.split('\n')
  const inMine = matches(baseLines, mineLines)
  const inTheirs = matches(baseLines, theirLines)
  const parts: MergePart[] = []
  let [atBase, atMine, atTheirs] = [0, 0, 0]
  const between = (endBase: number, endMine: number, endTheirs: number): void => {
    const ofBase = baseLines.slice(atBase, endBase)
    const ofMine = mineLines.slice(atMine, endMine)
    const ofTheirs = theirLines.slice(atTheirs, endTheirs)
    if (ofMine.length === 0 && ofTheirs.length === 0) return
    parts.push(judged(parts.length, base === null ? null : ofBase, ofMine, ofTheirs))
  }
  for (const [index, line] of baseLines.entries()) {
    const [mineIndex, theirIndex] = [inMine[index], inTheirs[index]]
    if (mineIndex === undefined || mineIndex < 0 || theirIndex === undefined || theirIndex < 0) continue
    between(index, mineIndex, theirIndex)
    parts.push({ kind: 'same', at: parts.length, lines: [line] })
    atBase = index + 1
    atMine = mineIndex + 1
    atTheirs = theirIndex + 1
  }
  between(baseLines.length, mineLines.length, theirLines.length)
  return joined(parts)
}

/** Null where a difference is not chosen yet. `chosen` by the place of the difference among all differences. */
export function mergedText(parts: readonly MergePart[], chosen: readonly (MergeSide | null)[]): string | null {
  const lines: string[] = []
  let difference = 0
  for (const part of parts) {
    if (part.kind === 'same') lines.push(...part.lines)
    else {
      const side = chosen[difference]
      difference++
      if (side === null || side === undefined) return null
      lines.push(...part[side])
    }
  }
  return lines.join('\n')
}

function judged(
  at: number,
  base: readonly string[] | null,
  mine: readonly string[],
  theirs: readonly string[],
): MergePart {
  if (same(mine, theirs)) return { kind: 'same', at, lines: mine }
  const choice = base === null ? null : same(base, mine) ? 'theirs' : same(base, theirs) ? 'mine' : null
  return { kind: 'different', at, mine, theirs, choice }
}

function joined(parts: readonly MergePart[]): readonly MergePart[] {
  const out: MergePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (part.kind === 'same' && last?.kind === 'same')
      out[out.length - 1] = { ...last, lines: [...last.lines, ...part.lines] }
    else out.push(part)
  }
  return out
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index])
}

function commonLines(left: readonly string[], right: readonly string[]): readonly string[] {
  const matched = matches(left, right)
  return left.filter((_line, index) => (matched[index] ?? -1) >= 0)
}

/** For each line of `from` its place in `to` in a longest common subsequence, or -1. */
function matches(from: readonly string[], to: readonly string[]): Int32Array {
  const found = new Int32Array(from.length).fill(-1)
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) {
    found[start] = start
    start++
  }
  let [fromEnd, toEnd] = [from.length, to.length]
  while (fromEnd > start && toEnd > start && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd--
    toEnd--
    found[fromEnd] = toEnd
  }
  const [height, width] = [fromEnd - start, toEnd - start]
  // Texts that differ nearly everywhere are one difference: nobody would look at it line by line.
  if (height * width === 0 || height * width > MOST_CELLS) return found
  const lengths = commonLengths(from.slice(start, fromEnd), to.slice(start, toEnd))
  const row = width + 1
  for (let [i, j] = [0, 0]; i < height && j < width; ) {
    if (from[start + i] === to[start + j]) {
      found[start + i] = start + j
      i++
      j++
    } else if (lengths[(i + 1) * row + j]! >= lengths[i * row + j + 1]!) i++
    else j++
  }
  return found
}

/** Entry (i, j): length of the longest common subsequence of `from` after i and `to` after j. */
function commonLengths(from: readonly string[], to: readonly string[]): Int32Array {
  const row = to.length + 1
  const lengths = new Int32Array((from.length + 1) * row)
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      lengths[i * row + j] =
        from[i] === to[j]
          ? lengths[(i + 1) * row + j + 1]! + 1
          : Math.max(lengths[(i + 1) * row + j]!, lengths[i * row + j + 1]!)
  return lengths
}
