import { expect, it } from 'vitest'
import { DETECTORS, gridSettings } from '../../../src/core/events/detectorRegistry.ts'
import { computeFeatures, FEATURES } from '../../../src/core/features/featureRegistry.ts'
import { PATTERN_FEATURES } from '../../../src/core/features/patternFeatures.ts'
import { createIndicatorMemo } from '../../../src/core/indicators/indicatorMemo.ts'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import { sampleColumns } from '../../../src/core/market/sampleColumns.ts'
import { generateSample } from '../../../src/core/market/sampleMarket.ts'

const HOUR_MS = 3_600_000

function marketWith(sessionEnd: (bar: number) => number): PairColumns {
  const request = { kind: 'market', strength: 0, seed: 5, bars: 1500, intervalMs: HOUR_MS, startMs: 0 } as const
  const columns = sampleColumns(generateSample(request), HOUR_MS)
  return { ...columns, sessionEnd: Uint8Array.from(columns.timeMs, (_, bar) => sessionEnd(bar)) }
}

/** Whether a bar is the last of its session may depend on a later bar being absent: it decides what can be filled, and nothing else. */
it('no detector and no feature reads which bars end a session', () => {
  const open = marketWith(() => 0)
  const nightly = marketWith((bar) => (bar % 7 === 6 ? 1 : 0))
  for (const detector of DETECTORS) {
    for (const { parameters } of gridSettings(detector)) {
      const events = (columns: PairColumns) => detector.detect(columns, createIndicatorMemo(), parameters)
      expect(events(nightly)).toEqual(events(open))
    }
  }
  const features = (columns: PairColumns) => computeFeatures(columns, () => {}, [...FEATURES, ...PATTERN_FEATURES])
  expect(features(nightly)).toEqual(features(open))
})
