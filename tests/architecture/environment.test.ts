import { readFileSync } from 'node:fs'
import process from 'node:process'
import { expect, test } from 'vitest'
import { ENGINE_VERSION } from '../../src/core/contract/engineVersion.ts'

test('tests run on the Node that npm installed beside the project', () => {
  expect(process.version).toMatch(/^v24\./)
})

test('the engine version is that of the package', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(ENGINE_VERSION)
})

test('the time zone of the tests is pinned far from UTC, with quarter hours and summer time', () => {
  expect(process.env.TZ).toBe('Pacific/Chatham')
  expect(new Date(Date.UTC(2024, 0, 1)).getTimezoneOffset()).toBe(-825)
  expect(new Date(Date.UTC(2024, 6, 1)).getTimezoneOffset()).toBe(-765)
})
