import type { Block } from './splitOf.ts'
import type { UsableRows } from './usableRows.ts'

/** Places of the rows of distinct times `from` to `to - 1`. */
export function blockOfTimes({ starts }: UsableRows, from: number, to: number): Block {
  return { from: starts[from]!, to: starts[to]! }
}

/** All distinct times in `count` blocks end to end; the first ones hold one time more where they do not divide (as numpy's `array_split`). */
export function evenBlocks(usable: UsableRows, count: number): readonly Block[] {
  const times = usable.starts.length - 1
  const least = Math.floor(times / count)
  const longer = times % count
  return Array.from({ length: count }, (_, block) => {
    const from = block * least + Math.min(block, longer)
    return blockOfTimes(usable, from, from + least + (block < longer ? 1 : 0))
  })
}
