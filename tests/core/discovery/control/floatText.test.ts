import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floatsOf, floatText } from '../../../../src/core/discovery/control/floatText.ts'

describe('numbers as text', () => {
  it('are base64 of their float32 bytes, and come back', () => {
    const rows = fc
      .integer({ min: 0, max: 7 })
      .chain((width) =>
        fc.array(fc.array(fc.float({ noNaN: true }), { minLength: width, maxLength: width }), { maxLength: 5 }),
      )
    fc.assert(
      fc.property(rows, (numbers) => {
        const text = floatText(numbers.map((row) => Float64Array.from(row)))
        const floats = Float32Array.from(numbers.flat())
        expect(text).toBe(Buffer.from(floats.buffer).toString('base64'))
        expect(floatsOf(text)).toEqual(floats)
      }),
    )
  })
})
