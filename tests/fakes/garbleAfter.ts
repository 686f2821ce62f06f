import type { PairColumns } from '../../src/core/market/pairColumns.ts'
import { garbledWithin } from '../../src/core/validation/leakProbe.ts'
import { PAIR_SHAPE } from '../../src/core/validation/leakShapes.ts'

export function garbleAfter(columns: PairColumns, cut: number): PairColumns {
  return garbledWithin(PAIR_SHAPE, columns, cut)
}
