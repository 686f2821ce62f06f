import type { SealJob, SealReport } from '../../../core/contract/workbench/holdOutCalls.ts'
import { countText, percentText } from '../../ui/numberText.ts'

/** What the form holds; `day` as `2021-01-31`, `interval` null: the workspace's. */
export type SealDraft = {
  readonly symbols: readonly string[]
  readonly interval: string | null
  readonly by: 'share' | 'day'
  readonly sharePercent: number | string
  readonly day: string
}

export function newSeal(symbols: readonly string[]): SealDraft {
  return { symbols, interval: null, by: 'share', sharePercent: 20, day: '' }
}

/** What has to be said before the engine can be asked what it would seal; null: it can. */
export function missingOfSeal({ symbols, by, sharePercent, day }: SealDraft): string | null {
  if (symbols.length === 0) return 'Choose at least one instrument.'
  const percent = Number(sharePercent)
  if (by === 'share' && !(sharePercent !== '' && percent > 0 && percent < 100))
    return 'Give a share between 0 and 100 %.'
  if (by === 'day' && day === '') return 'Choose the first sealed day.'
  return null
}

export function sealRequest({ symbols, interval, by, sharePercent, day }: SealDraft, all: readonly string[]): SealJob {
  return {
    kind: 'seal',
    symbols: all.filter((symbol) => symbols.includes(symbol)),
    ...(interval === null ? {} : { interval }),
    ...(by === 'day' ? { from: day } : { share: Number(sharePercent) / 100 }),
  }
}

/** What would be sealed, in a sentence. */
export function sealedWords({ symbols, interval, sealedBars, bars }: SealReport, from: string): string {
  const share = percentText(sealedBars / bars, { digits: 1 })
  return `${symbols} from ${from} on: ${countText(sealedBars)} of ${countText(bars)} bars of ${interval} (${share}), and all that come later.`
}
