import type { SourceFormat } from '../../../core/contract/layer.ts'

const PRICES = ['open', 'high', 'low', 'close'] as const

/** Positions of one row's fields; -1 where the source has none. */
export type PickedFields = {
  time: number
  open: number
  high: number
  low: number
  close: number
  volume: number
  trades: number
}

export function nothingPicked(): PickedFields {
  return { time: -1, open: -1, high: -1, low: -1, close: -1, volume: -1, trades: -1 }
}

export function hasNoPrice(picked: PickedFields, isFilled: (position: number) => boolean): boolean {
  return !isFilled(picked.open) && !isFilled(picked.high) && !isFilled(picked.low) && !isFilled(picked.close)
}

/**
 * Where a field may stand in several columns (`open=open|Open`), one set is taken for the whole row: the first of which all four prices
 * are filled. Prices of two sets are never mixed. `isFilled` asks for a position of the present row.
 */
export function createFieldPicker(
  format: SourceFormat,
  isFilled: (position: number) => boolean,
): (picked: PickedFields) => void {
  const positions = (field: string): readonly number[] => format.columns[field] ?? []
  const at = (field: string, set: number): number => positions(field)[set] ?? positions(field)[0] ?? -1
  const sets = Math.max(...PRICES.map((field) => positions(field).length))
  const choices = Array.from(
    { length: sets },
    (_, set): PickedFields => ({
      time: at('time', 0),
      open: at('open', set),
      high: at('high', set),
      low: at('low', set),
      close: at('close', set),
      volume: at('volume', set),
      trades: at('trades', set),
    }),
  )
  const times = positions('time')
  const hasPrices = (choice: PickedFields) =>
    isFilled(choice.open) && isFilled(choice.high) && isFilled(choice.low) && isFilled(choice.close)
  return (picked) => {
    const choice = choices.length === 1 ? choices[0]! : (choices.find(hasPrices) ?? choices[0]!)
    Object.assign(picked, choice)
    if (times.length > 1) picked.time = times.find(isFilled) ?? times[0]!
  }
}
