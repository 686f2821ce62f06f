import type { MatrixRecord } from '../../../core/contract/matrixRecord.ts'

/** The matrices of a run, and which of them is looked at. */
export type MatrixChoice = {
  readonly workspace: string
  readonly runId: string | null
  readonly matrices: readonly MatrixRecord[]
  readonly chosen: MatrixRecord | null
  /** The run's engine where it is another one than this; else null. */
  readonly otherEngine: string | null
  onChoose(sha256: string): void
}

/** By the first letters of its hash; where none is named so, the one with the most rows. */
export function chosenMatrix(matrices: readonly MatrixRecord[], hashStart: string | null): MatrixRecord | null {
  const named = hashStart === null ? undefined : matrices.find(({ sha256 }) => sha256.startsWith(hashStart))
  return named ?? largestFirst(matrices)[0] ?? null
}

export function largestFirst(matrices: readonly MatrixRecord[]): readonly MatrixRecord[] {
  return [...matrices].sort((left, right) => right.rows - left.rows || (left.sha256 < right.sha256 ? -1 : 1))
}

/** `compression-breakout 8/8/24`. */
export function matrixName({ detector, exit }: MatrixRecord): string {
  return `${detector} ${exit}`
}
