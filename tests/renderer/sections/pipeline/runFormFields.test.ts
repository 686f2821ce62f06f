import { describe, expect, it } from 'vitest'
import {
  boundsText,
  RUN_FIELDS,
  readRunForm,
  wordsOf,
} from '../../../../src/renderer/sections/pipeline/runFormFields.ts'

describe('readRunForm', () => {
  it('sends nothing of what was left empty', () => {
    expect(readRunForm({})).toEqual({ ok: true, request: { kind: 'pipeline' } })
    expect(readRunForm({ seed: '', startCapital: '' })).toEqual({ ok: true, request: { kind: 'pipeline' } })
  })

  it('sends what was typed, zero included', () => {
    expect(readRunForm({ seed: 0, iterate: 0, startCapital: 5000.5, patternAid: true })).toEqual({
      ok: true,
      request: { kind: 'pipeline', seed: 0, iterate: 0, startCapital: 5000.5, patternAid: true },
    })
  })

  it('names each field that is wrong and what it needs', () => {
    expect(readRunForm({ seed: -3, startCapital: 0, workers: 257, iterate: 1.5 })).toEqual({
      ok: false,
      errors: {
        seed: 'Needs a whole number, 0 or more.',
        startCapital: 'Needs a number above 0.',
        workers: 'Needs a whole number from 1 to 256.',
        iterate: 'Needs a whole number, 0 or more.',
      },
    })
    expect(readRunForm({ seed: 'abc' })).toMatchObject({ ok: false, errors: { seed: expect.any(String) } })
  })
})

describe('words of the fields', () => {
  it('has words and a definition for every field of the schema', () => {
    for (const field of RUN_FIELDS) {
      expect(wordsOf(field).label, field.key).not.toBe(field.key)
      expect(wordsOf(field).explanation.length).toBeGreaterThan(20)
    }
  })

  it('shows a field that nobody has described by its key', () => {
    const field = { ...RUN_FIELDS[0]!, key: 'newThing', kind: 'choice' as const, choices: ['a', 'b'] }
    expect(wordsOf(field).label).toBe('newThing')
    expect(boundsText(field)).toBe('one of a, b')
  })
})
