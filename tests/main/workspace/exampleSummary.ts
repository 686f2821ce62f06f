import type { Summary } from '../../../src/core/contract/summary.ts'

const gate = { threshold: '>= 1', value: 2, pass: true, reason: 'r', advice: '' }

export const exampleSummary: Summary = {
  schemaVersion: 1,
  runId: 'abc1',
  workspace: 'pair',
  symbols: { primary: 'BTC', secondary: 'ETH' },
  quoteCurrency: 'USD',
  profile: 'crypto',
  costs: { BTC: { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 } },
  dataHashes: { BTC: 'x' },
  configHash: 'c',
  seed: 1,
  engineVersion: '1',
  startCapital: 10_000,
  endEquity: 9000,
  avgMonthlyProfit: -10,
  maxDrawdown: 0.2,
  calmar: null,
  stress: { x100: 1, x125: 2, x150: 3, x200: 4 },
  bootstrapMonthlyMean: { p10: -1, p50: 0, p90: 1 },
  placeboP: 0.5,
  dsr: 0.1,
  trials: 500,
  holdOut: { start: '2020-01-01T00:00:00.000Z', openings: 1, netExpectancy: null },
  gates: [
    { id: 'folds', ...gate },
    { id: 'deflatedSharpe', ...gate, value: 0.1, pass: false },
  ],
  verdict: 'no-edge',
  endpoint: 'B',
  tries: [],
  buyAndHold: { primary: 1, secondary: 2 },
  patternAid: { requested: false, used: false, reason: '' },
  fallbacks: [],
  synthetic: null,
}
