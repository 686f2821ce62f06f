import type { DepthNumbers } from './depthSequence.ts'

/** Price and quantity as the exchange wrote them. */
export type LevelText = readonly [price: string, quantity: string]

/** What an exchange told about one instrument, shape by shape; times in UTC microseconds. */
export type BookMessage =
  | {
      readonly kind: 'snapshot'
      readonly localUs: number
      readonly exchangeUs: number
      readonly last: number
      readonly bids: readonly LevelText[]
      readonly asks: readonly LevelText[]
    }
  | {
      readonly kind: 'depth'
      readonly localUs: number
      readonly exchangeUs: number
      readonly numbers: DepthNumbers
      readonly bids: readonly LevelText[]
      readonly asks: readonly LevelText[]
    }
  | {
      readonly kind: 'trade'
      readonly localUs: number
      readonly exchangeUs: number
      readonly bought: boolean
      readonly level: LevelText
    }

/** Decimals of the smallest price step and quantity step: 2 and 5 for 0.01 and 0.00001. */
export type BookScale = { readonly priceDecimals: number; readonly quantityDecimals: number }

/** Where messages are missing: after update `known` came one that begins with `first`. */
export type BookGap = { readonly localUs: number; readonly known: number; readonly first: number }

/** `stale`: depth messages older than their snapshot. `unplaced`: depth messages with no snapshot to stand on. */
export type BookReport = {
  readonly snapshots: number
  readonly depths: number
  readonly trades: number
  readonly stale: number
  readonly unplaced: number
  readonly gaps: readonly BookGap[]
}
