import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { windowWords } from '../../../src/renderer/data/windowWords.ts'

const source = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')

it.each([
  ['src/main/engine/leaderboard/showLeaderboard.ts', /Run: assay leaderboard update/],
  ['src/core/leaderboard/judgeEntry.ts', /"(See which of .* with: assay runs show)"/],
  ['src/main/engine/backtests/manifestOf.ts', /; --through-hold-out would open that\./],
])('%s still says what the window says otherwise', (path, phrase) => {
  expect(source(path)).toMatch(phrase)
})

it.each([
  [
    '3 finished results of kraken do not stand on the board yet. Run: assay leaderboard update kraken',
    /yet\. Press Update\.$/,
  ],
  [
    "See which of the pipeline's own gates failed, and why, with: assay runs show",
    /and why, in the section Robustness\.$/,
  ],
  [
    'It ends where the sealed hold-out begins, 2024-01-01; --through-hold-out would open that.',
    /form of a new backtest/,
  ],
])('%s', (text, shown) => {
  expect(windowWords(text)).toMatch(shown)
  expect(windowWords(text)).not.toMatch(/\bassay |--\w/)
})

it('leaves other words as they are', () => {
  expect(windowWords('Use fewer values.')).toBe('Use fewer values.')
})
