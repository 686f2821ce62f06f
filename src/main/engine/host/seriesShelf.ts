import type { BarSeries } from '../../../core/market/barSeries.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { readWholePrices } from '../queries/readSeries.ts'
import type { PassportReader } from './passportReader.ts'

export type ShelvedSeries = { readonly passport: Passport; readonly series: Omit<BarSeries, 'trades'> }

/** Whole series in memory, so that each window of a chart does not read the file again. */
export type SeriesShelf = {
  /** Errors: those of `readWholePrices`, `data-changing`. */
  take(files: GuardedFiles, symbol: string, interval: string): Promise<Outcome<ShelvedSeries>>
}

const MOST_SERIES = 2
const MOST_BYTES = 200_000_000
const BYTES_A_BAR = 48
const ATTEMPTS = 3

type Entry = { readonly hash: string; readonly bytes: number; readonly loading: Promise<Outcome<ShelvedSeries>> }

/** Keeps the series last used: at most two, and at most 200 MB unless one alone is larger. */
export function seriesShelf(columns: ColumnFiles, passportOf: PassportReader): SeriesShelf {
  const entries = new Map<string, Entry>()

  /** A passport that changed meanwhile means that the bars were rebuilt while they were read. */
  const load = async (files: GuardedFiles, passport: Passport): Promise<Outcome<ShelvedSeries>> => {
    const { symbol, interval, contentHash } = passport
    const series = await readWholePrices({ files, columns }, symbol, interval)
    const after = passportOf(files, symbol, interval)
    if (!after.ok) return after
    if (after.value.contentHash !== contentHash) return dataChanging(symbol)
    return series.ok ? success({ passport, series: series.value }) : series
  }

  const shelve = (key: string, entry: Entry) => {
    entries.delete(key)
    entries.set(key, entry)
    let bytes = 0
    for (const held of entries.values()) bytes += held.bytes
    for (const [oldest, held] of entries) {
      if (oldest === key || (entries.size <= MOST_SERIES && bytes <= MOST_BYTES)) break
      entries.delete(oldest)
      bytes -= held.bytes
    }
  }

  const takeOnce = async (files: GuardedFiles, passport: Passport): Promise<Outcome<ShelvedSeries>> => {
    const { contentHash, clean, symbol, interval } = passport
    const key = `${files.root} ${symbol} ${interval}`
    const held = entries.get(key)
    const entry =
      held?.hash === contentHash
        ? held
        : { hash: contentHash, bytes: clean * BYTES_A_BAR, loading: load(files, passport) }
    shelve(key, entry)
    let isUsable = false
    try {
      const loaded = await entry.loading
      isUsable = loaded.ok
      return loaded
    } finally {
      if (!isUsable && entries.get(key) === entry) entries.delete(key)
    }
  }

  return {
    take: async (files, symbol, interval) => {
      for (let attempt = 1; ; attempt++) {
        const passport = passportOf(files, symbol, interval)
        if (!passport.ok) return passport
        const taken = await takeOnce(files, passport.value)
        if (taken.ok || taken.trouble.code !== DATA_CHANGING || attempt === ATTEMPTS) return taken
      }
    },
  }
}

const DATA_CHANGING = 'data-changing'

function dataChanging(symbol: string): Outcome<never> {
  return failure(DATA_CHANGING, `The bars of ${symbol} are being rebuilt.`, 'Try again when the import is done.')
}
