/** How many ways there are to choose `chosen` of `count`; exact up to 2^53. */
export function combinationCount(count: number, chosen: number): number {
  let ways = 1
  for (let k = 1; k <= Math.min(chosen, count - chosen); k++) ways = Math.round((ways * (count - k + 1)) / k)
  return ways
}

/** All choices of `chosen` of the numbers 0 to count - 1, each ascending, in lexicographic order. */
export function combinationsOf(count: number, chosen: number): readonly (readonly number[])[] {
  const all: number[][] = []
  const current = Array.from({ length: chosen }, (_, k) => k)
  for (;;) {
    all.push([...current])
    let place = chosen - 1
    while (place >= 0 && current[place] === count - chosen + place) place--
    if (place < 0) return all
    current[place]!++
    for (let k = place + 1; k < chosen; k++) current[k] = current[k - 1]! + 1
  }
}
