import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaUnderRoc } from '../../../../src/core/models/scores/areaUnderRoc.ts'
import { calibrationBins } from '../../../../src/core/models/scores/calibrationBins.ts'
import { precisionRecall } from '../../../../src/core/models/scores/precisionRecall.ts'
import { precisionRecallPoints } from '../../../../src/core/models/scores/precisionRecallPoints.ts'
import { rocPoints } from '../../../../src/core/models/scores/rocPoints.ts'
import { thresholdCurve } from '../../../../src/core/models/scores/thresholdCurve.ts'

const LABEL = Uint8Array.of(0, 0, 1, 1)
const SCORE = Float64Array.of(0.1, 0.4, 0.35, 0.8)

/** Few distinct scores, so that many tie. */
const rowsOf = fc.array(
  fc.record({
    label: fc.integer({ min: 0, max: 1 }),
    score: fc.integer({ min: 0, max: 12 }).map((value) => value / 12),
    net: fc.integer({ min: -50, max: 50 }).map((value) => value / 1000),
  }),
  { maxLength: 60 },
)
type Rows = readonly { readonly label: number; readonly score: number; readonly net: number }[]
const labels = (rows: Rows) => Uint8Array.from(rows, (row) => row.label)
const scores = (rows: Rows) => Float64Array.from(rows, (row) => row.score)

describe('the ROC curve', () => {
  it('agrees with the textbook example', () => {
    // scikit-learn, roc_curve(..., drop_intermediate=False).
    const points = rocPoints(LABEL, SCORE)!
    expect([...points.falsePositiveRate]).toEqual([0, 0, 0.5, 0.5, 1])
    expect([...points.truePositiveRate]).toEqual([0, 0.5, 0.5, 1, 1])
    expect([...points.threshold]).toEqual([Number.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1])
  })

  it('has under its straight lines the area of the pairs won, ties and all', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const points = rocPoints(labels(rows), scores(rows))
        const area = areaUnderRoc(labels(rows), scores(rows))
        expect(points === null).toBe(area === null)
        if (points === null) return
        const { falsePositiveRate: x, truePositiveRate: y } = points
        let sum = 0
        for (let i = 1; i < x.length; i++) sum += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2
        expect(sum).toBeCloseTo(area!, 12)
        expect([x.at(-1), y.at(-1)]).toEqual([1, 1])
      }),
    )
  })

  it('is null for one class, and refuses NaN', () => {
    expect(rocPoints(Uint8Array.of(1, 1), Float64Array.of(0.1, 0.2))).toBeNull()
    expect(rocPoints(new Uint8Array(0), new Float64Array(0))).toBeNull()
    expect(() => rocPoints(Uint8Array.of(0, 1), Float64Array.of(0.1, Number.NaN))).toThrow('NaN')
  })
})

describe('the precision-recall curve', () => {
  it('agrees with the textbook example', () => {
    // scikit-learn, precision_recall_curve and average_precision_score.
    const points = precisionRecallPoints(LABEL, SCORE)!
    expect([...points.precision]).toEqual([1, 0.5, 2 / 3, 0.5])
    expect([...points.recall]).toEqual([0.5, 0.5, 1, 1])
    expect(points.averagePrecision).toBeCloseTo(0.8333333333333333, 14)
    expect(points.baseRate).toBe(0.5)
  })

  it('has at each threshold the precision and recall of taking from there on', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const points = precisionRecallPoints(labels(rows), scores(rows))
        expect(points === null).toBe(rows.every((row) => row.label === 0))
        if (points === null) return
        points.threshold.forEach((threshold, step) => {
          const counts = precisionRecall(labels(rows), scores(rows), threshold)
          expect([points.precision[step], points.recall[step], points.taken[step]]).toEqual([
            counts.precision,
            counts.recall,
            counts.taken,
          ])
        })
        expect([...points.threshold].sort()).toEqual([...new Set(rows.map((row) => row.score))].sort())
        expect(points.precision.at(-1)).toBe(points.baseRate)
      }),
    )
  })
})

describe('calibration', () => {
  it('puts ten rows into two halves, each with what it foretold and what came true', () => {
    const probability = Float64Array.of(0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.55, 0.5)
    const bins = calibrationBins(Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 0, 1, 0), probability, 2)
    expect(bins.map(({ rows, positives }) => [rows, positives])).toEqual([
      [5, 1],
      [5, 4],
    ])
    expect(bins[0]!.meanProbability).toBeCloseTo(0.3, 12)
    expect(bins[1]!.meanProbability).toBeCloseTo(0.71, 12)
    expect([bins[1]!.lowestProbability, bins[1]!.highestProbability]).toEqual([0.55, 0.9])
    // Roots of (p - 1/5)^2 = z^2 p (1 - p) / 5.
    expect(bins[0]!.low).toBeCloseTo(0.03622411, 6)
    expect(bins[0]!.high).toBeCloseTo(0.62446537, 6)
  })

  it('keeps every row once, never parts equal probabilities, and does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 10 }), (rows, count) => {
        const bins = calibrationBins(labels(rows), scores(rows), count)
        expect(bins.length).toBeLessThanOrEqual(count)
        expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length)
        bins.forEach((bin, index) => {
          const inside = rows.filter(({ score }) => score >= bin.lowestProbability && score <= bin.highestProbability)
          expect(inside.length).toBe(bin.rows)
          expect(inside.filter(({ label }) => label === 1).length).toBe(bin.positives)
          if (index > 0) expect(bin.lowestProbability).toBeGreaterThan(bins[index - 1]!.highestProbability)
        })
        const turned = [...rows].reverse()
        expect(calibrationBins(labels(turned), scores(turned), count).map(({ rows: kept }) => kept)).toEqual(
          bins.map(({ rows: kept }) => kept),
        )
      }),
    )
  })

  it('has bins of equal count where nothing ties', () => {
    const probability = Float64Array.from({ length: 103 }, (_, row) => row / 103)
    const counts = calibrationBins(new Uint8Array(103), probability, 10).map(({ rows }) => rows)
    expect(counts.length).toBe(10)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })
})

describe('the threshold curve', () => {
  it('takes from the threshold on, as counted by hand', () => {
    const curve = thresholdCurve(Float64Array.of(0.2, 0.6, 0.6, 0.4), Float64Array.of(-0.02, 0.01, 0.03, -0.01))
    const rounded = curve.map(({ threshold, taken, shareTaken, totalNet, meanNet }) => [
      threshold,
      taken,
      shareTaken,
      Number(totalNet.toFixed(12)),
      Number(meanNet.toFixed(12)),
    ])
    expect(rounded).toEqual([
      [0, 4, 1, 0.01, 0.0025],
      [0.2, 4, 1, 0.01, 0.0025],
      [0.4, 3, 0.75, 0.03, 0.01],
      [0.6, 2, 0.5, 0.04, 0.02],
    ])
    expect(thresholdCurve(new Float64Array(0), new Float64Array(0))).toEqual([])
    expect(() => thresholdCurve(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow('NaN')
  })

  it('is at every threshold the sum over the events that reach it', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const net = Float64Array.from(rows, (row) => row.net)
        for (const point of thresholdCurve(scores(rows), net)) {
          const taken = rows.filter(({ score }) => score >= point.threshold)
          expect(taken.length).toBe(point.taken)
          expect(point.totalNet).toBeCloseTo(
            taken.reduce((sum, row) => sum + row.net, 0),
            12,
          )
          expect(point.meanNet * taken.length).toBeCloseTo(point.totalNet, 12)
        }
      }),
    )
  })
})
