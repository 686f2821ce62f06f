import { FETCH_KINDS, type FetchKind } from '../../../core/contract/fetchKinds.ts'
import type { FetchJob } from '../../../core/contract/workbench/fetchCalls.ts'
import { isAbsolutePath } from '../../parts/isAbsolutePath.ts'

export const FETCH_SOURCES = ['exchange', 'folder', 'address'] as const
export type FetchSourceKind = (typeof FETCH_SOURCES)[number]

/** What the form holds; days as `2021-01-31`. Empty or null: the engine's own default. */
export type FetchDraft = {
  readonly what: FetchKind
  readonly symbols: readonly string[]
  readonly from: string
  readonly to: string
  readonly period: string | null
  readonly quote: string
  readonly name: string
  readonly source: FetchSourceKind
  readonly folder: string
  readonly address: string
}

/** The exchange opened its futures then. */
export const FIRST_DAY = '2019-09-01'

/** `firstDay`: of the bars that are there; empty where there are none. */
export function newFetch(symbols: readonly string[], firstDay: string): FetchDraft {
  const from = firstDay !== '' && firstDay < FIRST_DAY ? FIRST_DAY : firstDay
  const places = { source: 'exchange', folder: '', address: '' } as const
  return { what: 'funding', symbols, from, to: '', period: null, quote: '', name: '', ...places }
}

export const KIND_TEXTS: Readonly<Record<FetchKind, { readonly label: string; readonly description: string }>> = {
  funding: {
    label: 'Funding rates',
    description: 'What longs pay shorts at each settlement; known when it settles.',
  },
  'open-interest': {
    label: 'Open interest',
    description: 'Contracts that are open, in units and in money; taken as known one row later.',
  },
  'order-flow': {
    label: 'Order flow',
    description: 'What takers bought less what they sold in each bar; known at its end.',
  },
  liquidation: {
    label: 'Liquidations',
    description: 'Sums by row, long and short. Lower bounds; the exchange gave these archives up.',
  },
  klines: { label: 'Bars', description: 'Bars of the perpetual future, not of the spot market.' },
}

export const KIND_CHOICES = FETCH_KINDS.map((value) => ({ value, label: KIND_TEXTS[value].label }))

/** Of another kind other lengths are offered, and another table is made. */
export function changedFetch(draft: FetchDraft, patch: Partial<FetchDraft>): FetchDraft {
  const isOther = patch.what !== undefined && patch.what !== draft.what
  return { ...draft, ...(isOther ? { period: null, name: '' } : {}), ...patch }
}

/** What has to be said before the engine can be asked what it would do; null: it can. */
export function missingWords({ symbols, from, source, folder, address }: FetchDraft): string | null {
  if (symbols.length === 0) return 'Choose at least one instrument.'
  if (from === '') return 'Choose the day to begin with.'
  if (source === 'folder' && !isAbsolutePath(folder))
    return 'Give the full path of the folder: it begins with / or with a drive.'
  if (source === 'address' && !/^https?:\/\/./i.test(address.trim()))
    return 'Give the address: it begins with https://.'
  return null
}

export function fetchRequest(draft: FetchDraft, all: readonly string[]): FetchJob {
  const { what, from, to, period, source } = draft
  const quote = draft.quote.trim()
  const name = draft.name.trim()
  const place = source === 'folder' ? draft.folder.trim() : source === 'address' ? draft.address.trim() : ''
  return {
    kind: 'fetch',
    what,
    symbols: all.filter((symbol) => draft.symbols.includes(symbol)),
    start: from,
    ...(to === '' ? {} : { end: to }),
    ...(period === null ? {} : { period }),
    ...(place === '' ? {} : { from: place }),
    ...(quote === '' ? {} : { quote }),
    ...(name === '' || what === 'klines' ? {} : { name }),
  }
}
