/** Which sweep is looked at (the first letters of its id), and which of its trials is open beside, by its row. */
export type SweepAddress = { readonly sweepId: string | null; readonly row: number | null }

const NONE: SweepAddress = { sweepId: null, row: null }

/** `0123456789abcdef`, `0123456789abcdef.12`; null: nothing is chosen. */
export function sweepAddress({ sweepId, row }: SweepAddress): string | null {
  if (sweepId === null) return null
  return row === null ? sweepId : `${sweepId}.${row}`
}

export function readSweepAddress(at: string | null): SweepAddress {
  const found = /^([0-9a-f]{1,16})(?:\.(\d{1,8}))?$/.exec(at ?? '')
  if (found === null) return NONE
  return { sweepId: found[1] ?? null, row: found[2] === undefined ? null : Number(found[2]) }
}
