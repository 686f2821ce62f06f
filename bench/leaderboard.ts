import type { LeaderboardEntry } from '../src/core/contract/leaderboard.ts'
import { leaderboardIndexSchema } from '../src/core/contract/leaderboard.ts'
import { measureNamed } from '../src/core/leaderboard/boardMeasures.ts'
import { type BoardRow, type JudgingTerms, trialsNow } from '../src/core/leaderboard/boardRow.ts'
import { NO_FILTER, parseFilter } from '../src/core/leaderboard/parseFilter.ts'
import { type RankedBoard, rankBoard } from '../src/core/leaderboard/rankBoard.ts'
import { FIGURE_LIST } from '../src/core/metrics/performance/figureNames.ts'
import { readGateFile } from '../src/main/adapters/yaml/gateFile.ts'
import { boardText } from '../src/main/engine/leaderboard/boardFile.ts'
import { profileGates } from '../src/main/engine/leaderboard/leaderboardPorts.ts'
import { atMost, type Bench, told } from './figure.ts'

const ENTRIES = 100_000
const TIMES = 5
const LIMIT_MS = 200
const WHOLE_FILTER = 'gate:pass,sharpe:>1,trades:>=50,profile:Aggressive,period:2019..2023,kind:backtest'

/** A fraction that looks like noise, the same on every machine. */
function noise(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453
  return value - Math.floor(value)
}

function entryOf(index: number): LeaderboardEntry {
  const figures = FIGURE_LIST.map(({ key }, column) => [key, noise(index * 40 + column)] as const)
  const sharpeRatio = 6 * noise(index) - 2
  const values = {
    ...Object.fromEntries(figures),
    sharpeRatio,
    tradeCount: Math.floor(400 * noise(index + 0.5)),
    profitFactor: 3 * noise(index + 0.25),
    maxDrawdown: 0.4 * noise(index + 0.125),
  }
  const id = index.toString(16).padStart(16, '0')
  return {
    id,
    kind: 'backtest',
    artefact: `backtests/${id}`,
    artefactHash: id.repeat(4),
    subject: `strategy-${index % 50}`,
    parameters: { fast: index % 50, slow: index % 200 },
    pack: null,
    instruments: ['BTC', 'ETH'],
    interval: '1h',
    symbols: `key-${index % 20}`,
    fromMs: Date.UTC(2018 + (index % 3), 0, 1),
    toMs: Date.UTC(2022, 0, 1),
    riskProfile: null,
    optimisticFill: index % 10 === 0,
    throughHoldOut: false,
    synthetic: false,
    engineVersion: '0',
    configHash: id,
    matrixHash: null,
    run: {
      values,
      why: {},
      sharpe: { sharpePerPeriod: sharpeRatio / 19, observations: 1_000, skewness: -0.2, kurtosis: 5 },
      profitAtCosts150: noise(index + 0.75) - 0.2,
      profitAtCosts200: noise(index + 0.75) - 0.4,
    },
    nextOpen: null,
    deflation: { trials: 1, varianceAcrossTrials: null, probability: null },
    verdict: null,
    leakScan: { state: 'clean', reason: 'Everything came out the same.' },
  }
}

function judgingTerms(): JudgingTerms {
  const gates = profileGates((profile) =>
    readGateFile(new URL(`../resources/gates/profile-${profile.toLowerCase()}.yaml`, import.meta.url)),
  )
  if (!gates.ok) throw new Error(gates.trouble.message)
  const now = trialsNow(50, 0.0005)
  return { gates: gates.value, trialsOn: () => now }
}

function medianMs<T>(work: () => T): { readonly ms: number; readonly last: T } {
  let last = work()
  const times = Array.from({ length: TIMES }, () => {
    const start = performance.now()
    last = work()
    return performance.now() - start
  })
  return { ms: times.sort((a, b) => a - b)[(TIMES - 1) / 2]!, last }
}

/** Filter and sort of a board in memory, every entry judged by the gates of a profile; and how long its file takes to read. */
export const run: Bench = async () => {
  const rows: readonly BoardRow[] = Array.from({ length: ENTRIES }, (_, index) => ({
    workspace: 'bench',
    review: 'none',
    entry: entryOf(index),
  }))
  const terms = judgingTerms()
  const ranked = (text: string | null, by: string): { readonly ms: number; readonly last: RankedBoard } => {
    const filter = text === null ? { ok: true as const, value: NO_FILTER } : parseFilter(text)
    if (!filter.ok) throw new Error(filter.trouble.message)
    const ranking = { filter: filter.value, by: measureNamed(by)!, order: null, limit: 20 }
    return medianMs(() => rankBoard(rows, ranking, terms))
  }
  const text = boardText({ schemaVersion: 1, entries: rows.map(({ entry }) => entry), gone: [], refused: [] })
  const read = medianMs(() => leaderboardIndexSchema.parse(JSON.parse(text)).entries.length)
  const sorted = ranked(null, 'sharpe')
  const gated = ranked(WHOLE_FILTER, 'sharpe')
  const deflated = ranked('gate:fail', 'deflated_sharpe')
  return [
    told('entries', ENTRIES, 'entries'),
    told('match', gated.last.matched, 'entries'),
    atMost('sort', sorted.ms, 'ms', LIMIT_MS),
    atMost('filter with gates, and sort', gated.ms, 'ms', LIMIT_MS),
    atMost('all judged, by deflated Sharpe', deflated.ms, 'ms', LIMIT_MS),
    told('the file', text.length / 1e6, 'MB'),
    told('the file read and checked', read.ms, 'ms'),
  ]
}
