import type { Completeness } from '../../../src/core/contract/download.ts'
import type { Summary } from '../../../src/core/contract/summary.ts'
import type { ExpectancyRow, ReportModel } from '../../../src/core/report/reportModel.ts'

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const START = Date.UTC(2015, 7, 7)
const END = Date.UTC(2021, 11, 31)

export function summaryFixture(change: Partial<Summary> = {}): Summary {
  return {
    schemaVersion: 1,
    runId: 'r-3fa9c1d27b',
    workspace: 'btc_eth',
    symbols: { primary: 'BTC', secondary: 'ETH' },
    quoteCurrency: 'USD',
    profile: 'crypto',
    costs: {
      ETH: { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 },
      BTC: { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 },
    },
    dataHashes: { secondary: HASH, primary: HASH.replaceAll('9', '7') },
    configHash: HASH,
    seed: 7,
    engineVersion: '0.1.0',
    eventsPerDayAndLeg: 1.18,
    startCapital: 10_000,
    endEquity: 15_630.42,
    avgMonthlyProfit: 139.27,
    maxDrawdown: 0.1662,
    calmar: 0.94,
    stress: { x100: 5630.42, x125: 2350, x150: 480, x200: -2900 },
    bootstrapMonthlyMean: { p10: -242, p50: 139, p90: 523 },
    placeboP: 0.23,
    dsr: 0.412,
    trials: 1184,
    holdOut: { start: '2020-09-20T00:00:00Z', openings: 1, netExpectancy: -0.00031 },
    gates: [
      gate('folds', '>= 4', 6, true, 'Six walk-forward folds could be formed.', ''),
      gate(
        'deflated-sharpe',
        '>= 0.95',
        0.412,
        false,
        'The Sharpe ratio does not stand out after 1184 trials.',
        'Test fewer ideas, or bring more data.',
      ),
      gate(
        'placebo',
        '<= 0.05',
        0.23,
        false,
        'Shifted events scored as well in 22 of 99 cases.',
        'Look for a cause before looking for parameters.',
      ),
    ],
    verdict: 'no-edge',
    endpoint: 'B: three tries in a row failed',
    tries: [
      {
        id: 't0',
        description: 'the selection as found',
        accepted: true,
        avgMonthlyProfit: 139.27,
        maxDrawdown: 0.12,
        trades: 412,
        profitAtCosts150: 480,
      },
      {
        id: 't1',
        description: 'longer holding limit',
        accepted: false,
        avgMonthlyProfit: 101.5,
        maxDrawdown: 0.15,
        trades: 377,
        profitAtCosts150: 120,
      },
    ],
    buyAndHold: { primary: 41.2, secondary: 310.5 },
    patternAid: { requested: false, used: false, reason: 'not asked for' },
    trialStudy: {
      configurations: 900,
      evaluated: 900,
      days: 1_480,
      withoutSpread: 0,
      withoutReturns: 284,
      returnsSha256: HASH,
      overfitting: { probability: 0.61, probabilityOfLoss: 0.72, blocks: 16, splits: 12_870 },
      raw: { trials: 1184, varianceAcrossTrials: 0.0004, expectedBest: 1.27, deflatedSharpe: 0.412 },
      effective: [
        {
          method: 'entropy',
          ofGrid: 96.4,
          trials: 380.4,
          varianceAcrossTrials: 0.0004,
          expectedBest: 1.13,
          deflatedSharpe: 0.47,
        },
      ],
      notes: [],
    },
    fallbacks: [{ fold: 2, rung: 1, reason: 'no candidate met the drawdown limit' }],
    synthetic: null,
    ...change,
  }
}

export function completenessFixture(change: Partial<Completeness> = {}): Completeness {
  return {
    source: 'ibkr',
    terms: {
      contract: {
        conId: 479624278,
        symbol: 'BTC',
        securityType: 'CRYPTO',
        exchange: 'PAXOS',
        primaryExchange: '',
        currency: 'USD',
        localSymbol: 'BTC.USD',
        longName: 'Bitcoin cryptocurrency',
        timeZone: 'US/Eastern',
      },
      whatToShow: 'AGGTRADES',
      regularHours: false,
    },
    adjustment: 'none',
    headTime: '2021-09-15T04:00:00.000Z',
    from: '2021-09-15T04:00:00.000Z',
    to: '2026-11-21T14:00:00.000Z',
    serverVersion: 193,
    sessionsKnown: true,
    sessions: 1300,
    expectedBars: 45_000,
    receivedBars: 44_988,
    missingBars: 12,
    closedBars: 410,
    noTradesBars: 9,
    unexplainedBars: 3,
    barsOutsideSessions: 2,
    holeCount: 8,
    holes: [
      { from: '2022-01-01T00:00:00.000Z', to: '2022-01-08T23:00:00.000Z', bars: 400, kind: 'closed-session' },
      { from: '2022-02-01T01:00:00.000Z', to: '2022-02-01T01:00:00.000Z', bars: 1, kind: 'no-trades' },
      { from: '2022-02-02T02:00:00.000Z', to: '2022-02-02T03:00:00.000Z', bars: 2, kind: 'no-trades' },
      { from: '2022-02-03T03:00:00.000Z', to: '2022-02-03T05:00:00.000Z', bars: 3, kind: 'unexplained' },
      { from: '2022-02-04T04:00:00.000Z', to: '2022-02-04T07:00:00.000Z', bars: 4, kind: 'no-trades' },
      { from: '2022-02-05T05:00:00.000Z', to: '2022-02-05T05:00:00.000Z', bars: 1, kind: 'no-trades' },
      { from: '2022-02-06T06:00:00.000Z', to: '2022-02-06T06:00:00.000Z', bars: 1, kind: 'no-trades' },
      { from: '2022-03-01T00:00:00.000Z', to: '2022-03-01T09:00:00.000Z', bars: 10, kind: 'closed-session' },
    ],
    counts: {
      requests: 145,
      retries: 6,
      timeouts: 2,
      pacingErrors: 1,
      reconnects: 3,
      revisions: 4,
      identicalOverlaps: 144,
      resumes: 5,
    },
    notes: ['Volume is of this venue only.'],
    hash: HASH,
    ...change,
  }
}

function gate(id: string, threshold: string, value: number, pass: boolean, reason: string, advice: string) {
  return { id, threshold, value, pass, reason, advice }
}

export function reportFixture(change: Partial<ReportModel> = {}): ReportModel {
  const summary = change.summary ?? summaryFixture()
  const passport = {
    source: 'file',
    interval: '1h',
    firstMs: START,
    lastMs: END,
    bars: 56_112,
    expectedBars: 56_160,
    gaps: 9,
    missingBars: 48,
    duplicates: 3,
    rejects: 5,
    flagged: 12,
    contentHash: HASH,
    completeness: null,
  }
  return {
    summary,
    passports: [
      { ...passport, role: 'primary', symbol: summary.symbols.primary },
      { ...passport, role: 'secondary', symbol: summary.symbols.secondary },
    ],
    eventRates: [{ detector: 'lead-lag-shock', role: 'primary', long: 122, short: 81, perDay: 0.107 }],
    plannedCells: 192,
    expectancy: expectancyFixture(),
    folds: [1, 2, 3, 4, 5, 6].map((fold) => ({
      fold,
      scheme: fold % 2 === 0 ? 'anchored' : 'rolling',
      testStartMs: START + fold * 1e10,
      testEndMs: START + (fold + 1) * 1e10,
      configuration: `residual-z window=240 entry=2.${fold} stop=2 target=3 limit=48`,
      rung: fold === 2 ? 1 : 0,
      selectionScore: 0.0123 * fold,
      testEvents: 61 + fold,
      testNetExpectancy: 0.0008 - 0.0003 * fold,
    })),
    fallbackAttempts: [
      { fold: 2, rung: 0, constraints: 'events >= 40, drawdown >= -20 %, Calmar >= 0.5', candidates: 504, passed: 0 },
      { fold: 2, rung: 1, constraints: 'events >= 30, drawdown >= -30 %', candidates: 504, passed: 17 },
    ],
    models: [
      {
        name: 'logistic regression',
        outcome: 'chosen',
        draws: 30,
        threshold: 0.56,
        validationExpectancy: 0.0011,
        testExpectancy: 0.0002,
        note: '',
      },
      {
        name: 'gradient boosting',
        outcome: 'not chosen',
        draws: 30,
        threshold: 0.61,
        validationExpectancy: 0.0009,
        testExpectancy: null,
        note: 'lower on validation',
      },
    ],
    neighbours: [
      { label: 'window 200', profit: 4211 },
      { label: 'window 280', profit: 1980 },
    ],
    delayedEntryProfit: 1210.5,
    stress: [
      { label: '×1.00', profit: 5630 },
      { label: '×1.50', profit: 480 },
    ],
    bootstrap: { p10: -242, p50: 139, p90: 523, means: [-300, 0, 139, 200, 600] },
    monteCarlo: { draws: 2000, observed: 0.1662, p50: 0.19, p90: 0.28, p95: 0.32 },
    placebo: {
      real: 1.31,
      shifted: Array.from({ length: 99 }, (_, shift) => Math.sin(shift * 1.7) + 0.6),
      pValue: 0.23,
    },
    holdOut: {
      startMs: Date.UTC(2020, 8, 20),
      endMs: END,
      events: 88,
      netExpectancy: -0.00031,
      profit: -212.4,
      pValue: 0.61,
      openings: 1,
      correctedPValue: 0.61,
      configuration: 'residual-z window=240 entry=2.3 stop=2 target=3 limit=48',
    },
    ledger: {
      basis: 120,
      own: 1064,
      byStage: [
        { stage: 'select', trials: 504 },
        { stage: 'analyze', trials: 560 },
      ],
    },
    methods: ['Deflated Sharpe: Bailey and Lopez de Prado 2014, variance at the observed Sharpe, n - 1.'],
    rerunCommand: 'assay pipeline run btc_eth --start-capital 10000 --seed 7',
    verifyCommand: 'assay verify btc_eth --run r-3fa9c1d27b',
    ...change,
  }
}

function expectancyFixture(): readonly ExpectancyRow[] {
  const detectors = [
    'residual z-score',
    'momentum divergence',
    'lead-lag shock',
    'volatility breakout',
    'volume burst',
    'exhaustion',
  ]
  return Array.from({ length: 24 }, (_, row) => ({
    detector: detectors[row % 6]!,
    direction: row % 2 === 0 ? 'long' : 'short',
    role: row % 3 === 0 ? 'pair' : 'primary',
    volatilityRegime: row % 2 === 0 ? 'high' : 'low',
    hourBucket: '00-06',
    events: 320 - 9 * row,
    mean: 0.0032 - 0.0003 * row,
    median: 0.0021 - 0.0003 * row,
    hitRate: 0.55 - 0.004 * row,
    tStatistic: 3.1 - 0.2 * row,
    low: 0.0009 - 0.0003 * row,
    high: 0.0055 - 0.0003 * row,
    qValue: Math.min(1, 0.02 + 0.09 * row),
  }))
}
