import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DownloadTerms } from '../../../src/core/contract/download.ts'
import type { DownloadAnswer, DownloadPlan } from '../../../src/core/contract/downloadJournal.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import type { ReceivedBars } from '../../../src/main/engine/ports/brokerHistory.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A folder of its own for one test. */
export function temporaryFiles(): GuardedFiles {
  const root = mkdtempSync(join(tmpdir(), 'assay-room-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return createGuardedFiles(root)
}

export const TERMS: DownloadTerms = {
  contract: {
    conId: 479624278,
    symbol: 'BTC',
    securityType: 'CRYPTO',
    exchange: 'PAXOS',
    primaryExchange: '',
    currency: 'USD',
    localSymbol: 'BTC.USD',
    longName: 'Bitcoin',
    timeZone: 'US/Eastern',
  },
  whatToShow: 'AGGTRADES',
  regularHours: false,
}

export function planOf(part: Partial<DownloadPlan> = {}): DownloadPlan {
  return {
    schemaVersion: 1,
    id: 'a-plan',
    terms: TERMS,
    interval: '1h',
    headTimeMs: 0,
    spans: [{ fromMs: 0, toMs: 100 * HOUR }],
    replaces: false,
    notes: [],
    ...part,
  }
}

/** Bars whose values tell their time and `shift`. */
export function barsAt(timeMs: readonly number[], shift = 0): ReceivedBars {
  const hours = Float64Array.from(timeMs, (ms) => 100 + ((ms / HOUR) % 1000) + shift)
  return {
    timeMs: Float64Array.from(timeMs),
    open: hours,
    high: hours.map((value) => value + 2),
    low: hours.map((value) => value - 2),
    close: hours.map((value) => value + 1),
    volume: hours.map((value) => value / 8),
    trades: hours.map((value) => Math.round(value)),
  }
}

export function answerWith(timeMs: readonly number[], part: Partial<DownloadAnswer> = {}, shift = 0): DownloadAnswer {
  const bars = barsAt(timeMs, shift)
  return {
    phase: 'walk',
    span: 0,
    fromMs: timeMs[0] ?? 0,
    endMs: (timeMs.at(-1) ?? 0) + HOUR,
    empty: timeMs.length === 0,
    revisions: 0,
    timeMs: [...bars.timeMs],
    open: [...bars.open],
    high: [...bars.high],
    low: [...bars.low],
    close: [...bars.close],
    volume: [...bars.volume],
    trades: [...bars.trades],
    ...part,
  }
}

export function hours(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => (from + index) * HOUR)
}
