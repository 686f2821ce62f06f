import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { philox } from '../../../src/core/stats/philox.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { streamKey } from '../../../src/core/stats/streamKey.ts'

function block(counter: readonly number[], key: readonly number[]): number[] {
  const out = new Uint32Array(4)
  philox(Uint32Array.from(counter), Uint32Array.from(key), out)
  return [...out]
}

describe('philox', () => {
  test('known answers of Random123', () => {
    expect(block([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
    const ones = 0xffffffff
    expect(block([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd])
    expect(block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ])
  })

  test('equals a big-integer transcription of the paper', () => {
    const mask = 0xffffffffn
    const reference = (counter: readonly number[], key: readonly number[]): number[] => {
      let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint]
      let [k0, k1] = key.map(BigInt) as [bigint, bigint]
      for (let round = 0; round < 10; round += 1) {
        const p0 = 0xd2511f53n * c0
        const p1 = 0xcd9e8d57n * c2
        ;[c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask]
        k0 = (k0 + 0x9e3779b9n) & mask
        k1 = (k1 + 0xbb67ae85n) & mask
      }
      return [c0, c1, c2, c3].map(Number)
    }
    const word = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(block(counter, key)).toEqual(reference(counter, key))
      }),
    )
  })
})

describe('createStream', () => {
  test('the words are the blocks of the counter, in order', () => {
    const start = streamKey(7, 'stage/unit')
    const stream = createStream(7, 'stage/unit')
    const words = Array.from({ length: 12 }, () => stream.nextUint32())
    const expected = [0, 1, 2].flatMap((index) => block([index, 0, start[2]!, start[3]!], [start[0]!, start[1]!]))
    expect(words).toEqual(expected)
  })

  test('first values are pinned: a change would change every published run', () => {
    const stream = createStream(42, 'pinned')
    expect(Array.from({ length: 4 }, () => stream.nextUint32())).toMatchInlineSnapshot(`
      [
        1248804108,
        841834285,
        3110482278,
        2560730245,
      ]
    `)
    expect([stream.nextUniform(), stream.nextNormal(), stream.nextInt(1000)]).toMatchInlineSnapshot(`
      [
        0.49929479369110674,
        0.3753546942458249,
        924,
      ]
    `)
  })

  test('streams differ by seed, by unit, and by ids that only differ by padding', () => {
    const firsts = [
      [1, 'a'],
      [2, 'a'],
      [1, 'b'],
      [1, ''],
      [1, '\0'],
      [1, 'a\0'],
      [1, 'aaaa'],
      [1, 'aaaaa'],
      [1 + 2 ** 32, 'a'],
      [12, '3'],
      [1, '23'],
    ] as const
    expect(new Set(firsts.map(([seed, unit]) => createStream(seed, unit).nextUint32())).size).toBe(firsts.length)
  })

  test('streams of neighbouring units do not correlate', () => {
    const draws = 4000
    const a = createStream(5, 'unit-1')
    const b = createStream(5, 'unit-2')
    let product = 0
    for (let i = 0; i < draws; i += 1) product += (a.nextUniform() - 0.5) * (b.nextUniform() - 0.5) * 12
    expect(Math.abs(product / Math.sqrt(draws))).toBeLessThan(4)
  })

  test('a seed is a whole number below 2^53', () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => createStream(seed, 'a')).toThrow(RangeError)
  })

  test('uniforms are flat (chi-square of 100 cells) and below 1', () => {
    const stream = createStream(3, 'flat')
    const cells = new Float64Array(100)
    for (let i = 0; i < 200_000; i += 1) {
      const value = stream.nextUniform()
      expect(value < 1).toBe(true)
      cells[Math.floor(value * 100)]! += 1
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)
    expect(chiSquare).toBeGreaterThan(54)
    expect(chiSquare).toBeLessThan(160)
  })

  test('whole numbers: in range, every value reached, unbiased for a limit that does not divide 2^32', () => {
    const stream = createStream(4, 'whole')
    const limit = 3 * 2 ** 30
    let low = 0
    for (let i = 0; i < 30_000; i += 1) {
      const value = stream.nextInt(limit)
      expect(value >= 0 && value < limit && Number.isInteger(value)).toBe(true)
      if (value < 2 ** 30) low += 1
    }
    // word % limit without rejection would put half of the draws below 2^30
    expect(low / 30_000).toBeCloseTo(1 / 3, 1)
    expect(new Set(Array.from({ length: 200 }, () => stream.nextInt(7))).size).toBe(7)
    for (const bad of [0, 1.5, 2 ** 32 + 1]) expect(() => stream.nextInt(bad)).toThrow(RangeError)
  })

  test('normals have the moments of a normal', () => {
    const stream = createStream(9, 'normal')
    const draws = 200_000
    const sums = [0, 0, 0, 0]
    for (let i = 0; i < draws; i += 1) {
      const value = stream.nextNormal()
      for (let power = 1; power <= 4; power += 1) sums[power - 1]! += value ** power / draws
    }
    expect(Math.abs(sums[0]!)).toBeLessThan(0.01)
    expect(Math.abs(sums[1]! - 1)).toBeLessThan(0.015)
    expect(Math.abs(sums[2]!)).toBeLessThan(0.04)
    expect(Math.abs(sums[3]! - 3)).toBeLessThan(0.12)
  })
})
