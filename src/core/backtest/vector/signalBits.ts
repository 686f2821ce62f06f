import type { SignalColumns } from '../model/decisions.ts'

/** Bits of one bar's signals. */
export const SIGNAL_BITS = { enterLong: 1, exitLong: 2, enterShort: 4, exitShort: 8 } as const

/** What may speak to a position of a side (sign of the units): exits of its own, entries of the others. */
const FLAT = SIGNAL_BITS.enterLong | SIGNAL_BITS.enterShort
const LONG = SIGNAL_BITS.exitLong | SIGNAL_BITS.enterShort
const SHORT = SIGNAL_BITS.exitShort | SIGNAL_BITS.enterLong
const EVERY_BYTE = 0x01010101

/** The four signals of an instrument in one byte a bar; `words` is the same memory, four bars a word. */
export type SignalBits = { readonly bytes: Uint8Array; readonly words: Uint32Array }

function wordsOf(column: Uint8Array): Uint32Array {
  const aligned = column.byteOffset % 4 === 0 ? column : column.slice()
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >>> 2)
}

/** The columns hold 0 and 1 only, so that a shift of four of them at once stays within its bytes. */
export function packSignals({ enterLong, exitLong, enterShort, exitShort }: SignalColumns): SignalBits {
  const bars = enterLong.length
  const words = new Uint32Array((bars + 3) >>> 2)
  const bytes = new Uint8Array(words.buffer)
  const first = wordsOf(enterLong)
  const second = wordsOf(exitLong)
  const third = wordsOf(enterShort)
  const fourth = wordsOf(exitShort)
  for (let word = 0; word < first.length; word++)
    words[word] = first[word]! | (second[word]! << 1) | (third[word]! << 2) | (fourth[word]! << 3)
  for (let bar = first.length << 2; bar < bars; bar++)
    bytes[bar] = enterLong[bar]! | (exitLong[bar]! << 1) | (enterShort[bar]! << 2) | (exitShort[bar]! << 3)
  return { bytes, words }
}

/** First bar of [from, to) whose signals may say something to a position of this side; `to` where there is none. */
export function firstSignal({ bytes, words }: SignalBits, side: number, from: number, to: number): number {
  const mask = side === 0 ? FLAT : side > 0 ? LONG : SHORT
  const wordMask = mask * EVERY_BYTE
  let bar = from
  for (; bar < to && (bar & 3) !== 0; bar++) if ((bytes[bar]! & mask) !== 0) return bar
  const end = to >>> 2
  let word = bar >>> 2
  if (bar < to) {
    while (word < end && (words[word]! & wordMask) === 0) word++
    bar = word << 2
  }
  while (bar < to && (bytes[bar]! & mask) === 0) bar++
  return bar
}
