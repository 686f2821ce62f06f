import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { windowWords } from '../../../src/renderer/data/windowWords.ts'

const source = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')

it.each([
  ['src/main/engine/leaderboard/showLeaderboard.ts', /Run: assay leaderboard update/],
  ['src/core/leaderboard/judgeEntry.ts', /"(See which of .* with: assay runs show)"/],
  ['src/main/engine/backtests/manifestOf.ts', /; --through-hold-out would open that\./],
  [
    'src/core/leaderboard/refusedEntry.ts',
    /Run it again, which scans it: assay backtest run \w+ --config FILE\. What it was/,
  ],
  ['src/core/leaderboard/refusedEntry.ts', /Run it again, which scans it: assay sweep run \w+ --spec FILE/],
  ['src/core/leaderboard/refusedEntry.ts', /Run it again, which scans it: assay pipeline run/],
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
  [
    'Run it again, which scans it: assay backtest run WORKSPACE --config FILE. What it was stands under "spec".',
    /section Backtest, which scans it\. What it was stands under "spec"\.$/,
  ],
  ['Run it again, which scans it: assay sweep run WORKSPACE --spec FILE', /section Sweeps, which scans it\.$/],
  ['Run it again, which scans it: assay pipeline run WORKSPACE', /section Pipeline, which scans it\.$/],
  ['Train the model here (assay train), or bring it.', /^Train the model here, or bring it\.$/],
])('%s', (text, shown) => {
  expect(windowWords(text)).toMatch(shown)
  expect(windowWords(text)).not.toMatch(/\bassay |--\w/)
})

it('leaves other words as they are', () => {
  expect(windowWords('Use fewer values.')).toBe('Use fewer values.')
})
