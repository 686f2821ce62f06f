import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FamilyKind } from '../../../../src/core/discovery/families/familyKind.ts'
import { FAMILY_KINDS } from '../../../../src/core/discovery/families/familyRegistry.ts'
import { volatilityShock } from '../../../../src/core/discovery/families/kinds/volatilityShock.ts'
import type { Hypothesis } from '../../../../src/core/discovery/hypothesis.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { scanEvents } from '../../../../src/core/pipeline/leaks/scanEvents.ts'
import { noiseMarket } from '../../discovery/noiseMarket.ts'

/** Stamped one bar early: the shock of the next bar. */
const early: FamilyKind = {
  ...volatilityShock,
  name: 'early_shock',
  signal: (inputs, threshold) => {
    const known = volatilityShock.signal(inputs, threshold)
    return known.map((_, bar) => known[bar + 1] ?? 0)
  },
}

const kinds = FAMILY_KINDS as FamilyKind[]
beforeAll(() => {
  kinds.push(early)
})
afterAll(() => {
  kinds.pop()
})

const market = noiseMarket({ seed: 3, bars: 9_000, missing: 0.02 })

function scanned(part: Partial<Hypothesis>) {
  const whole = { symbol: 'B', family: 'volatility_shock_up', condition: 'any', horizonBars: 4, ...part }
  const hypothesis: Hypothesis = { direction: 'long', ...whole, id: Object.values(whole).join('|') }
  return scanEvents({ hypothesis, market, seed: 5 }, silentBeat)
}

it.each([
  { family: 'volatility_shock_up', condition: 'any', columns: 2 },
  { family: 'lead_lag_shock_up', condition: 'correlation:high', columns: 3 },
  { family: 'funding_extreme_high', condition: 'funding:high', columns: 3 },
])('finds nothing in $family within $condition', ({ columns, ...part }) => {
  const made = scanned(part)
  expect(made).toMatchObject({ kind: 'events', state: 'clean', columns, bars: 8_000, findingCount: 0 })
  expect(made.compared).toBeGreaterThan(100_000)
})

it('finds an event that is stamped one bar early', () => {
  const made = scanned({ family: 'early_shock_up' })
  expect(made.state).toBe('leaks')
  expect(made.reason).toContain('changes with later bars')
  expect(new Set(made.findings.map(({ probe }) => probe))).toContain('garble')
})

it('proves nothing of an event that never happened', () => {
  const made = scanned({ family: 'volatility_shock_up@8' })
  expect(made).toMatchObject({ state: 'unproven', bars: 9_000, findingCount: 0 })
  expect(made.reason).toContain('never happened')
})
