import { expect, test } from 'vitest'
import { symbolsKey } from '../../../src/core/job/symbolsKey.ts'
import { trialId } from '../../../src/core/job/trialId.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'

const TRIAL = {
  symbols: symbolsKey(['ETH', 'BTC']),
  interval: '1h',
  span: { fromMs: 0, toMs: 3_600_000 },
  stage: 'select',
  config: { detector: 'residual', k: 2 },
}

test('the id is SHA-256 of the canonical JSON', () => {
  const text =
    '{"config":{"detector":"residual","k":2},"interval":"1h","span":{"fromMs":0,"toMs":3600000},"stage":"select","symbols":"BTC+ETH"}'
  expect(trialId((content) => String(content), TRIAL)).toBe(text)
  expect(trialId(sha256, TRIAL)).toMatch(/^[0-9a-f]{64}$/)
})

test('every part counts; the order of keys and of symbols does not', () => {
  const id = trialId(sha256, TRIAL)
  expect(trialId(sha256, { ...TRIAL, config: { k: 2, detector: 'residual' } })).toBe(id)
  expect(symbolsKey(['BTC', 'ETH', 'BTC'])).toBe(TRIAL.symbols)
  const others = [
    { ...TRIAL, symbols: 'BTC' },
    { ...TRIAL, interval: '2h' },
    { ...TRIAL, span: { fromMs: 0, toMs: 7_200_000 } },
    { ...TRIAL, stage: 'iterate' },
    { ...TRIAL, config: { detector: 'residual', k: 3 } },
  ]
  expect(new Set([id, ...others.map((trial) => trialId(sha256, trial))]).size).toBe(6)
})

test('the hash is that of the standard', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256(new Uint8Array([97, 98, 99]))).toBe(sha256('abc'))
})
