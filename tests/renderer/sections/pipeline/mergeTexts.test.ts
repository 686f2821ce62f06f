import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type MergePart,
  type MergeSide,
  mergedText,
  mergeParts,
} from '../../../../src/renderer/sections/pipeline/mergeTexts.ts'

const BASE = ['name: a', 'capital: 1', 'seed: 1', 'interval: 1h', 'end'].join('\n')
const differences = (parts: readonly MergePart[]) => parts.filter((part) => part.kind === 'different')
const choices = (parts: readonly MergePart[]) => differences(parts).map(({ choice }) => choice)
const all = (parts: readonly MergePart[], side: MergeSide) => differences(parts).map(() => side)

describe('two changes of one text', () => {
  it('in different places are both taken without a question', () => {
    const mine = BASE.replace('capital: 1', 'capital: 2')
    const theirs = BASE.replace('interval: 1h', 'interval: 4h')
    const parts = mergeParts(BASE, mine, theirs)
    expect(choices(parts)).toEqual(['mine', 'theirs'])
    expect(mergedText(parts, choices(parts))).toBe(BASE.replace('capital: 1', 'capital: 2').replace('1h', '4h'))
  })

  it('in the same place are to be chosen', () => {
    const parts = mergeParts(BASE, BASE.replace('seed: 1', 'seed: 2'), BASE.replace('seed: 1', 'seed: 3'))
    expect(choices(parts)).toEqual([null])
    expect(mergedText(parts, [null])).toBeNull()
    expect(mergedText(parts, ['theirs'])).toBe(BASE.replace('seed: 1', 'seed: 3'))
  })

  it('that are the same are no difference', () => {
    const both = BASE.replace('seed: 1', 'seed: 2')
    expect(differences(mergeParts(BASE, both, both))).toEqual([])
  })

  it('lines that one side took out or put in', () => {
    const mine = BASE.replace('seed: 1\n', '')
    const theirs = BASE.replace('end', 'more\nend')
    const parts = mergeParts(BASE, mine, theirs)
    expect(mergedText(parts, choices(parts))).toBe('name: a\ncapital: 1\ninterval: 1h\nmore\nend')
  })

  it('without the text that both began with, every difference is a question', () => {
    const parts = mergeParts(null, BASE.replace('capital: 1', 'capital: 2'), BASE.replace('1h', '4h'))
    expect(choices(parts)).toEqual([null, null])
  })

  it('of texts with nothing in common are one difference, at once', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n')
    const parts = mergeParts(null, long('mine'), long('theirs'))
    expect(parts).toHaveLength(1)
    expect(mergedText(parts, ['mine'])).toBe(long('mine'))
  })
})

const text = fc.array(fc.constantFrom('a', 'b', 'c', '', 'd: 1'), { maxLength: 12 }).map((lines) => lines.join('\n'))

it('whatever the texts are, all of one side gives that side back', () => {
  fc.assert(
    fc.property(fc.option(text), text, text, (base, mine, theirs) => {
      const parts = mergeParts(base, mine, theirs)
      expect(mergedText(parts, all(parts, 'mine'))).toBe(mine)
      expect(mergedText(parts, all(parts, 'theirs'))).toBe(theirs)
    }),
    { numRuns: 500 },
  )
})

it('who changed nothing gets what the other wrote', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      const parts = mergeParts(base, base, other)
      expect(mergedText(parts, choices(parts))).toBe(other)
    }),
    { numRuns: 500 },
  )
})
