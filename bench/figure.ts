/** One measured figure. `goal` is text as shown, such as `<=90`; a figure without a goal is only told. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal: string
  readonly ok: boolean
}

export type Bench = (words: readonly string[]) => Promise<readonly Figure[]>

export function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, goal: `<=${limit}`, ok: value <= limit }
}

export function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, goal: `>=${limit}`, ok: value >= limit }
}

export function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, goal: '-', ok: true }
}
