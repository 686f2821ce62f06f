/** The known name with the fewest single-letter edits (Levenshtein 1966), or null where none is within a third of its letters. */
export function nearestName(wanted: string, known: readonly string[]): string | null {
  let best: string | null = null
  let bestEdits = Number.POSITIVE_INFINITY
  for (const name of known) {
    const edits = editDistance(wanted.toLowerCase(), name.toLowerCase())
    if (edits < bestEdits && edits <= Math.max(1, Math.floor(name.length / 3))) {
      best = name
      bestEdits = edits
    }
  }
  return best
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const substituted = previous[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1)
      current.push(Math.min(substituted, previous[column]! + 1, current[column - 1]! + 1))
    }
    previous = current
  }
  return previous[right.length]!
}
