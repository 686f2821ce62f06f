/** Numbers by size, all else as text by code unit; numbers before texts. */
export function compareCells(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left === 'number') return -1
  if (typeof right === 'number') return 1
  const [a, b] = [`${left}`, `${right}`]
  return a < b ? -1 : a > b ? 1 : 0
}
