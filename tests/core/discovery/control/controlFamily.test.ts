import { describe, expect, it } from 'vitest'
import { bestOfAll, controlFamily, type FamilyDraws } from '../../../../src/core/discovery/control/controlFamily.ts'
import { discoveryPower, smallestUplift } from '../../../../src/core/discovery/control/discoveryPower.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { refusedOf, resultOf } from '../resultOf.ts'

const BLOCKS = 100
const DRAWS = 999

/** Three tested, one refused between them; draws of standard normals. */
function family(t: readonly [number, number, number]): FamilyDraws {
  const stream = createStream(1, 'control family')
  const rows = Array.from({ length: 3 }, () => Float32Array.from({ length: DRAWS }, () => stream.nextNormal()))
  const statistics = t.map((value) => ({ mean: value / 10, t: value }))
  return {
    statistics: [statistics[0]!, null, statistics[1]!, statistics[2]!],
    centred: rows.map((row) => row.map((value) => value / 10)),
    studentised: rows,
    blocks: BLOCKS,
  }
}

const results = [
  resultOf('one', { pValue: 0.01 }),
  refusedOf('refused'),
  resultOf('two', { pValue: 0.02 }),
  resultOf('three', { pValue: 0.9 }),
]

describe('control over the whole family', () => {
  it('counts a refused hypothesis among those that were declared', () => {
    const controlled = controlFamily(results, family([3, 2, -1]))
    expect(controlled.map(({ qBh }) => qBh)).toEqual([0.04, null, 0.04, 1])
    const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
    expect(controlled[0]!.qBy).toBeCloseTo(0.04 * harmonic, 14)
    expect(controlled[1]!).toMatchObject({ qBy: null, pFamilyWise: null })
  })

  it('steps down: the best against the largest of three draws, the last against its own', () => {
    const draws = family([2.2, 1.5, -1])
    const controlled = controlFamily(results, draws)
    const share = (t: number, rows: readonly Float32Array[]): number => {
      let above = 1
      for (let draw = 0; draw < DRAWS; draw += 1) if (Math.max(...rows.map((row) => row[draw]!)) >= t) above += 1
      return above / (DRAWS + 1)
    }
    expect(controlled[0]!.pFamilyWise).toBe(share(2.2, draws.studentised))
    expect(controlled[2]!.pFamilyWise).toBe(share(1.5, draws.studentised.slice(1)))
    expect(controlled[3]!.pFamilyWise).toBe(share(-1, draws.studentised.slice(2)))
  })

  it('asks once for the best of all', () => {
    const lucky = bestOfAll(results, family([1.5, 1.2, 0.3]))
    expect(lucky.luckiest).toBe('one')
    expect(lucky.pRealityCheck).toBeGreaterThan(0.1)
    expect(lucky.pSpaLower!).toBeLessThanOrEqual(lucky.pSpaConsistent!)
    expect(lucky.pSpaConsistent!).toBeLessThanOrEqual(lucky.pSpaUpper!)
    const found = bestOfAll(results, family([1, 6, 0]))
    expect(found).toMatchObject({ luckiest: 'two', pRealityCheck: 1 / (DRAWS + 1), pSpaConsistent: 1 / (DRAWS + 1) })
  })

  it('says nothing where nothing was tested', () => {
    const none: FamilyDraws = { statistics: [null], centred: [], studentised: [], blocks: BLOCKS }
    const refused = [refusedOf('refused')]
    expect(controlFamily(refused, none)[0]).toMatchObject({ qBh: null, qBy: null, pFamilyWise: null })
    expect(bestOfAll(refused, none)).toMatchObject({ luckiest: null, pRealityCheck: null, pSpaUpper: null })
    expect(discoveryPower(refused, 0.1)).toMatchObject({ tested: 0, smallestEffect: null })
  })
})

describe('what could have been found', () => {
  it('is the effect that a single discovery among all needs, at 80 %', () => {
    const many = [...Array.from({ length: 99 }, () => refusedOf('refused')), resultOf('tested')]
    const power = discoveryPower(many, 0.1)
    // 0.1 / (100 x 5.187377517639621): scipy.stats.norm.isf(1.9277563e-4) = 3.549781, norm.ppf(0.8) = 0.841621
    expect(power.smallestEffect).toBeCloseTo((3.549781 + 0.841621) * Math.sqrt(1.25 / 81), 6)
    expect(power.smallestUpliftBps).toBeCloseTo(power.smallestEffect! * 100, 8)
    const [tested] = many.slice(-1)
    expect(smallestUplift(tested!, 100, 0.1)! * 10_000).toBeCloseTo(power.smallestUpliftBps!, 8)
    const rarer = { ...tested!, effectiveEvents: tested!.effectiveEvents / 4 }
    expect(smallestUplift(rarer, 100, 0.1)! * 10_000).toBeCloseTo(2 * power.smallestUpliftBps!, 8)
    expect(smallestUplift(refusedOf('refused'), 100, 0.1)).toBeNull()
  })
})
