import { describe, expect, it } from 'vitest'
import type { HypothesisRow } from '../../../../src/core/contract/workbench/discoveryViews.ts'
import { HYPOTHESIS_COLUMNS } from '../../../../src/core/contract/workbench/discoveryViews.ts'
import { benjaminiYekutieli } from '../../../../src/core/stats/benjaminiYekutieli.ts'
import { rulesText } from '../../../../src/renderer/sections/discovery/candidateColumns.ts'
import { discoveryAddress, readDiscoveryAddress } from '../../../../src/renderer/sections/discovery/discoveryAddress.ts'
import { chosenDiscovery, newestMade } from '../../../../src/renderer/sections/discovery/discoveryChoice.ts'
import { conditionGroups, familyGroups } from '../../../../src/renderer/sections/discovery/discoveryFieldChoices.ts'
import { funnelBars, refusedWords } from '../../../../src/renderer/sections/discovery/funnel.ts'
import { hypothesisColumns } from '../../../../src/renderer/sections/discovery/hypothesisColumns.ts'
import { EVERY_HYPOTHESIS, isEveryHypothesis } from '../../../../src/renderer/sections/discovery/hypothesisFilters.ts'
import {
  bpsText,
  hypothesisShort,
  probabilityText,
} from '../../../../src/renderer/sections/discovery/hypothesisWords.ts'
import { luckOfPlan, planWords } from '../../../../src/renderer/sections/discovery/planWords.ts'
import { promotedBacktest } from '../../../../src/renderer/sections/discovery/promotedBacktest.ts'
import { groupsOf } from '../../../../src/renderer/sections/discovery/sliceGroups.ts'
import { startText } from '../../../../src/renderer/sections/discovery/startText.ts'

const COUNTS = {
  declared: 816,
  tested: 694,
  refused: { 'no-controls': 2, 'too-few-events': 120 },
  discoveries: 0,
  familyWise: 0,
  alone: 67,
  candidates: 0,
}

const ROW: HypothesisRow = {
  hypothesis: {
    id: 'BTC|shock|any|long|24',
    symbol: 'BTC',
    family: 'shock',
    condition: 'any',
    direction: 'long',
    horizonBars: 24,
  },
  counts: { detected: 90, inCondition: 90, finished: 88 },
  refusal: 'too-few-events',
  events: 12,
  effectiveEvents: 11.5,
  apartEvents: 10,
  controls: 0,
  meanReturn: null,
  controlMean: null,
  uplift: null,
  upliftLow: null,
  upliftHigh: null,
  effectSize: null,
  hitRate: null,
  tHac: null,
  pHac: null,
  pPlacebo: null,
  pValue: null,
  qBh: null,
  qBy: 1,
  pFamilyWise: null,
  breakEvenBps: null,
  netMeanReturn: null,
  isDiscovery: false,
  isCandidate: false,
}

describe('where one is', () => {
  it('an address comes back as it was, and what is none opens nothing', () => {
    for (const address of [
      { runId: null, hypothesis: null },
      { runId: 'first', hypothesis: null },
      { runId: '0123456789abcdef', hypothesis: 'BTC|shock@4.5|volatility:high|long|24' },
    ])
      expect(readDiscoveryAddress(discoveryAddress(address))).toEqual(address)
    for (const text of ['.x', '../..', '', 'a b'])
      expect(readDiscoveryAddress(text)).toEqual({ runId: null, hypothesis: null })
  })

  it('shows the first that is named, else the largest finished one', () => {
    const one = (runId: string, declared: number, state: 'done' | 'unfinished' = 'done') => ({
      runId,
      state,
      manifest: null,
      counts: { ...COUNTS, declared },
    })
    const list = [one('small', 4), one('large', 900), one('larger', 9_000, 'unfinished')]
    expect(chosenDiscovery(list, [null, null])?.runId).toBe('large')
    expect(chosenDiscovery(list, ['gone', 'small'])?.runId).toBe('small')
    expect(chosenDiscovery(list, ['larger', 'small'])?.runId).toBe('larger')
    expect(chosenDiscovery([], ['x'])).toBeNull()
  })

  it('knows what was made last, and only where a discovery was done', () => {
    const job = (kind: 'discover' | 'sweep', state: 'done' | 'failed', endedMs: number, result: unknown) => ({
      kind,
      state,
      endedMs,
      result,
    })
    expect(newestMade([])).toBeNull()
    expect(
      newestMade([
        job('discover', 'done', 1, { runId: 'a' }),
        job('discover', 'done', 2, { runId: 'b' }),
        job('discover', 'failed', 3, { runId: 'c' }),
        job('sweep', 'done', 4, { runId: 'd' }),
      ]),
    ).toBe('b')
    expect(newestMade([job('discover', 'done', 1, null)])).toBeNull()
  })
})

describe('what is said', () => {
  it('the funnel goes from declared to candidates, with luck beside what is alone below 5 %', () => {
    expect(funnelBars(COUNTS).map(({ value }) => value)).toEqual([816, 694, 67, 35, 0, 0])
    expect(refusedWords(COUNTS)).toBe('120 too few events, 2 no controls')
    expect(refusedWords({ refused: {} })).toBe('')
  })

  it('a probability is never rounded to nothing, and basis points are of a fraction', () => {
    expect([1, 0.5, 0.0312, 0.00049, 0.0000073, 0, null].map(probabilityText)).toEqual([
      '1.00',
      '0.50',
      '0.031',
      '0.00049',
      '7.3e−6',
      '0',
      'n/a',
    ])
    expect([0.00123, -0.5, null].map(bpsText)).toEqual(['12.3', '−5,000.0', 'n/a'])
  })

  it('names a hypothesis, and says why it was not tested', () => {
    expect(hypothesisShort(ROW.hypothesis)).toBe('BTC · long · 24 bars · shock')
    expect(hypothesisShort({ ...ROW.hypothesis, condition: 'trend:up', horizonBars: 1 })).toBe(
      'BTC · long · 1 bar · shock · trend:up',
    )
    const cells = Object.fromEntries(hypothesisColumns(false).map(({ key, text }) => [key, text?.(ROW)]))
    expect(cells).toMatchObject({ pValue: 'too few events', qBy: '1.00', uplift: 'n/a', events: '12' })
  })

  it('every column of the table can be sorted by', () => {
    for (const isNarrow of [true, false])
      for (const { key } of hypothesisColumns(isNarrow)) expect(HYPOTHESIS_COLUMNS).toContain(key)
    expect(hypothesisColumns(true).length).toBeLessThan(hypothesisColumns(false).length)
  })

  it('lists the rules that fail, not those that could not be asked', () => {
    const rule = (name: string, passed: boolean | null) => ({ rule: name, passed, reason: '' })
    expect(rulesText({ rules: [rule('a', true), rule('b', false), rule('c', null), rule('d', false)] })).toBe('b, d')
    expect(rulesText({ rules: [rule('a', true)] })).toBe('none')
  })
})

describe('before it starts', () => {
  it('begins with bars that there are', () => {
    for (const [stored, begun] of [
      ['1d', '1d'],
      ['4h', '4h'],
      ['1h', '1h'],
      ['1m', '1h'],
      [null, '1h'],
    ] as const)
      expect(startText(stored)).toContain(`\ninterval: ${begun}\n`)
  })

  it('tells what luck would show of so many', () => {
    const { alone, bestP, neededP } = luckOfPlan({ hypotheses: 816, q: 0.1 })
    expect(alone).toBeCloseTo(40.8, 10)
    expect(bestP).toBeCloseTo(1 / 817, 12)
    // A single true one at exactly this p is let through, and at one a little larger is not.
    const smallest = (p: number) =>
      benjaminiYekutieli(Float64Array.from({ length: 816 }, (_one, at) => (at === 0 ? p : 1)))[0]
    expect(smallest(neededP)).toBeCloseTo(0.1, 9)
    expect(luckOfPlan({ hypotheses: 0, q: 0.1 }).neededP).toBe(1)
  })

  it('says what the count is made of', () => {
    const plan = { symbols: ['BTC'], families: 2, conditions: 1, directions: 2, horizonsBars: [1, 4] }
    expect(planWords({ ...PLAN, ...plan })).toBe(
      '1 symbol × 2 kinds of events × 1 condition × 2 sides × 2 horizons; each is a trial in the ledger.',
    )
  })

  it('offers what the engine knows, by what it needs', () => {
    const family = { id: 'a', title: '', formula: '', source: '', needs: [], readsOthers: false }
    expect(
      familyGroups({
        families: [family, { ...family, id: 'b', needs: ['funding'] }, { ...family, id: 'c', readsOthers: true }],
      }),
    ).toEqual([
      { group: 'of its bars', items: ['a'] },
      { group: 'with funding', items: ['b'] },
      { group: 'of the bars of others', items: ['c'] },
    ])
    const dimension = { id: 'trend', title: 'Trend', formula: '', states: ['down', 'up'], needs: [] }
    expect(conditionGroups({ dimensions: [dimension] })[1]).toEqual({
      group: 'Trend',
      items: ['trend:down', 'trend:up'],
    })
  })
})

const PLAN = {
  hypotheses: 1,
  most: 1,
  q: 0.1,
  sensors: [],
  interval: '1h',
  bars: 1,
  firstTime: '',
  lastTime: '',
  assumptions: [],
  warnings: [],
}

describe('taken further', () => {
  const promoted = {
    form: 'backtest',
    files: ['candidates/x/backtest.yaml'],
    spec: 'a: 1\n',
    command: '',
    note: '',
  } as const

  it('runs a backtest as it was written, and nothing else', () => {
    expect(promotedBacktest(promoted)).toEqual({ kind: 'backtest', spec: 'a: 1\n', engine: 'both' })
    expect(promotedBacktest({ ...promoted, form: 'pack' })).toBeNull()
  })

  it('shows groups of slices in their order, and none without a value', () => {
    const slice = (group: 'year' | 'costs' | 'delay', value: number | null) => ({
      group,
      name: 'x',
      events: null,
      value,
      uplift: null,
      upliftLow: null,
      upliftHigh: null,
      pValue: null,
    })
    expect(groupsOf([slice('costs', 1), slice('delay', null), slice('year', 0)])).toEqual(['year', 'costs'])
  })

  it('knows when no filter is set', () => {
    expect(isEveryHypothesis(EVERY_HYPOTHESIS)).toBe(true)
    expect(isEveryHypothesis({ ...EVERY_HYPOTHESIS, state: 'tested' })).toBe(false)
    expect(isEveryHypothesis({ ...EVERY_HYPOTHESIS, horizonBars: 1 })).toBe(false)
  })
})
