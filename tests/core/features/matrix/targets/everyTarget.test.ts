import { describe, expect, it } from 'vitest'
import type { MatrixTarget } from '../../../../../src/core/features/matrix/targets/matrixTarget.ts'
import { TARGET_FAMILIES } from '../../../../../src/core/features/matrix/targets/targetFamilies.ts'
import { silentBeat } from '../../../../../src/core/job/beat.ts'
import type { PairColumns } from '../../../../../src/core/market/pairColumns.ts'
import type { ScannedColumn } from '../../../../../src/core/validation/leakCompare.ts'
import type { LeakProbe } from '../../../../../src/core/validation/leakProbe.ts'
import { scanForLeaks } from '../../../../../src/core/validation/leakScan.ts'
import { PAIR_SHAPE } from '../../../../../src/core/validation/leakShapes.ts'
import { samplePair } from '../../samplePair.ts'
import { computeTarget, featuresOf, matrixOf } from '../sampleMatrix.ts'

const PAIR = samplePair(600, 33)
const [rule] = featuresOf('price_momentum_20')
const TARGETS = TARGET_FAMILIES.map((family) =>
  family.target(
    family.parameters.map(({ standard }) => standard),
    family.name,
    family.needsRule ? rule! : null,
  ),
)

/**
 * Labels with the bar at whose close they are known; bars here begin one after the other. A label whose barrier is touched early is missing all the same where
 * the data end within its window, so what `truncate` takes away is not asked for.
 */
function labels(target: MatrixTarget, delayMs = 0) {
  return (pair: PairColumns): readonly ScannedColumn[] =>
    computeTarget(matrixOf(pair), target)
      .slice(0, 1)
      .map(({ values, labelEndMs }) => ({
        values,
        knownAt: Int32Array.from(labelEndMs, (endMs) =>
          Number.isNaN(endMs) ? 0 : Math.round((endMs - delayMs - pair.timeMs[0]!) / pair.intervalMs) - 1,
        ),
      }))
}

function scan(
  compute: (pair: PairColumns) => readonly ScannedColumn[],
  probes: readonly LeakProbe[],
  cuts: readonly number[],
) {
  return scanForLeaks({ names: ['label'], compute, inputs: PAIR, shape: PAIR_SHAPE, cuts, probes, beat: silentBeat })
}

describe('every target', () => {
  it.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s depends on no bar after the end that it states',
    (_, target) => {
      const { clean, findings, unproven } = scan(
        labels(target),
        ['repeat', 'garble', 'permute', 'shift'],
        [233, 401, 580],
      )
      expect(findings).toEqual([])
      expect(unproven).toEqual([])
      expect(clean).toBe(true)
    },
  )

  it.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s would be found if it stated an end a bar too early',
    (_, target) => {
      // One of them is the last bar of a day.
      const cuts = Array.from({ length: 24 }, (_one, k) => 400 + k)
      expect(scan(labels(target, PAIR.intervalMs), ['garble'], cuts).findings.length).toBeGreaterThan(0)
    },
  )
})
