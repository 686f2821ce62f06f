import { describe, expect, it } from 'vitest'
import type { LeaderboardEntry } from '../../../src/core/contract/leaderboard.ts'
import { entryState } from '../../../src/core/leaderboard/entryState.ts'
import { judgeEntry } from '../../../src/core/leaderboard/judgeEntry.ts'
import { refusedEntry } from '../../../src/core/leaderboard/refusedEntry.ts'
import { entryWith, GATES, ONE_TRIAL, runWith } from './boardFixture.ts'

const scanned = (state: 'clean' | 'leaks' | 'unproven', changes: Partial<LeaderboardEntry> = {}) =>
  entryWith({ leakScan: { state, reason: `It is ${state}.` }, ...changes })
function unscanned(changes: Partial<LeaderboardEntry> = {}): LeaderboardEntry {
  const { leakScan: _, ...entry } = entryWith(changes)
  return entry
}

describe('the leak scan as a gate', () => {
  it('lets a clean result pass, and no other, whatever its figures', () => {
    for (const gates of Object.values(GATES)) {
      expect(judgeEntry(scanned('clean'), gates, ONE_TRIAL).state).toBe('pass')
      expect(entryState(scanned('clean'), gates, ONE_TRIAL)).toBe('pass')
      for (const entry of [scanned('leaks'), scanned('unproven'), unscanned()]) {
        const { state, gates: results } = judgeEntry(entry, gates, ONE_TRIAL)
        expect(state).toBe('fail')
        expect(entryState(entry, gates, ONE_TRIAL)).toBe('fail')
        expect(results.filter(({ pass }) => !pass).map(({ id }) => id)).toEqual(['leak-scan'])
      }
    }
  })

  it('tells why, and what to do', () => {
    const gateOf = (entry: LeaderboardEntry) =>
      judgeEntry(entry, GATES.Balanced, ONE_TRIAL).gates.find(({ id }) => id === 'leak-scan')
    expect(gateOf(scanned('unproven'))).toMatchObject({
      reason: 'It is unproven.',
      advice: expect.stringContaining('train'),
    })
    expect(gateOf(unscanned())).toMatchObject({ reason: expect.stringContaining('no leak scan') })
  })

  it('does not make of too little data a failure of another kind', () => {
    const few = unscanned({ run: runWith({ tradeCount: 3 }) })
    expect(judgeEntry(few, GATES.Balanced, ONE_TRIAL).state).toBe('not-enough-data')
    expect(entryState(few, GATES.Balanced, ONE_TRIAL)).toBe('not-enough-data')
  })

  it('refuses what leaks or was never scanned, naming the command that makes it anew', () => {
    expect(refusedEntry(scanned('clean'))).toBeNull()
    expect(refusedEntry(scanned('unproven'))).toBeNull()
    expect(refusedEntry(scanned('leaks'))).toMatchObject({ code: 'leak-scan-failed', why: 'It is leaks.' })
    expect(refusedEntry(unscanned())).toMatchObject({
      code: 'leak-scan-missing',
      advice: expect.stringContaining('assay backtest run'),
    })
    expect(refusedEntry(unscanned({ kind: 'sweep-best' }))?.advice).toContain('assay sweep run')
    expect(refusedEntry(unscanned({ kind: 'pipeline' }))?.advice).toContain('assay pipeline run')
  })
})
