import { expect, test } from 'vitest'
import { foldNews, HEALTHY, healthText, type LinkHealth } from '../../../src/main/engine/download/linkHealth.ts'
import type { LinkNews } from '../../../src/main/engine/ports/brokerHistory.ts'

const LOST: LinkNews = { kind: 'upstream-lost', text: '1100' }
const BACK: LinkNews = { kind: 'upstream-back', text: '1102' }
const REMARK: LinkNews = { kind: 'remark', code: 2108, text: 'inactive' }
const CLOSED: LinkNews = { kind: 'closed', text: 'gone' }
const broken = (farm: string): LinkNews => ({ kind: 'farm-broken', farm, text: '2105' })
const fine = (farm: string): LinkNews => ({ kind: 'farm-fine', farm, text: '2106' })

/** News a second apart, from second 1 on. */
function after(...news: readonly LinkNews[]): LinkHealth {
  return news.reduce((health, one, index) => foldNews(health, one, 1_000 * (index + 1)), HEALTHY)
}

function told(...news: readonly LinkNews[]): string | null {
  return healthText(after(...news), 61_000)
}

test('all is well at first, and remarks change nothing', () => {
  expect(healthText(HEALTHY, 0)).toBeNull()
  expect(told(REMARK)).toBeNull()
  expect(told(LOST, REMARK)).toBe(told(LOST))
})

test('lost until it is back; lost again and again counts from the first time', () => {
  expect(told(LOST)).toBe('the gateway lost its connection to IBKR for 60 s')
  expect(told(LOST, LOST, LOST)).toBe('the gateway lost its connection to IBKR for 60 s')
  expect(told(LOST, BACK)).toBeNull()
  expect(told(LOST, BACK, LOST)).toBe('the gateway lost its connection to IBKR for 58 s')
  expect(told(BACK)).toBeNull()
})

test('farms are counted one by one', () => {
  expect(told(broken('ushmds'))).toBe('waiting for farm ushmds (for 60 s)')
  expect(told(broken('ushmds'), broken('ushmds'))).toBe('waiting for farm ushmds (for 60 s)')
  expect(told(broken('ushmds'), broken('euhmds'))).toBe('waiting for farm ushmds (for 60 s), euhmds (for 59 s)')
  expect(told(broken('ushmds'), broken('euhmds'), fine('ushmds'))).toBe('waiting for farm euhmds (for 59 s)')
  expect(told(broken('ushmds'), fine('ushmds'))).toBeNull()
  expect(told(fine('ushmds'))).toBeNull()
})

test('a lost broker is told before farms, which stay broken when it is back', () => {
  expect(told(broken('ushmds'), LOST)).toBe('the gateway lost its connection to IBKR for 59 s')
  expect(told(broken('ushmds'), LOST, BACK)).toBe('waiting for farm ushmds (for 60 s)')
})

test('a closed session tells nothing of the next', () => {
  expect(after(LOST, broken('ushmds'), CLOSED)).toEqual(HEALTHY)
})

test('nothing that was given is changed', () => {
  const before = after(broken('ushmds'))
  foldNews(before, broken('euhmds'), 9)
  foldNews(before, fine('ushmds'), 9)
  expect([...before.brokenFarms.keys()]).toEqual(['ushmds'])
  expect(HEALTHY.brokenFarms.size).toBe(0)
})
