import { describe, expect, it } from 'vitest'
import { CLEAN_CASES } from '../../../bench/leakClean.ts'
import { leakMarket, scanCase } from '../../../bench/leakMarket.ts'
import { PLANTED_LEAKS, RESTLESS } from '../../../bench/leakPlanted.ts'

const MARKET = leakMarket(11, 700)

describe('the leak scan', () => {
  it('has thirty planted leaks and thirty clean cases to tell apart', () => {
    expect([PLANTED_LEAKS.length, CLEAN_CASES.length]).toEqual([30, 30])
    const names = [...PLANTED_LEAKS, ...CLEAN_CASES].map(({ name }) => name)
    expect(new Set(names).size).toBe(60)
  })

  it.each(PLANTED_LEAKS.map((leak) => [leak.name, leak] as const))('finds: %s', (_, leak) => {
    const { clean, findings } = scanCase(leak, MARKET, 3)
    expect(clean).toBe(false)
    expect(findings.length).toBeGreaterThan(0)
  })

  it.each(CLEAN_CASES.map((each) => [each.name, each] as const))('passes: %s', (_, each) => {
    const { clean, findings, unproven } = scanCase(each, MARKET, 3)
    expect(findings).toEqual([])
    expect(unproven).toEqual([])
    expect(clean).toBe(true)
  })

  it('finds what is not the same twice', () => {
    expect(scanCase(RESTLESS, MARKET, 3).findings.map(({ probe }) => probe)).toContain('repeat')
  })
})
