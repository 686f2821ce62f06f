import type { HypothesisResult } from '../../../src/core/discovery/hypothesisResult.ts'

/** A tested result with these fields; its hypothesis is named by `name`. */
export function resultOf(name: string, fields: Partial<HypothesisResult> = {}): HypothesisResult {
  return {
    hypothesis: { id: name, symbol: 'A', family: 'shock', condition: 'any', direction: 'long', horizonBars: 4 },
    counts: { detected: 120, inCondition: 110, finished: 100 },
    refusal: null,
    events: 100,
    effectiveEvents: 81,
    apartEvents: 70,
    controls: 400,
    meanReturn: 0.004,
    controlMean: 0.001,
    uplift: 0.003,
    upliftLow: 0.001,
    upliftHigh: 0.005,
    effectSize: 0.3,
    hitRate: 0.6,
    tHac: 3,
    pHac: 0.001,
    pPlacebo: 0.002,
    pValue: 0.002,
    qBh: 0.01,
    qBy: 0.05,
    pFamilyWise: 0.04,
    breakEvenBps: 40,
    netMeanReturn: 0.002,
    ...fields,
  }
}

export function refusedOf(name: string): HypothesisResult {
  return resultOf(name, {
    refusal: 'too-few-events',
    pValue: null,
    qBh: null,
    qBy: null,
    pFamilyWise: null,
    uplift: null,
    effectSize: null,
  })
}
