import { describe, expect, it } from 'vitest'
import type { OptimizeShape } from '../../../../src/core/contract/workbench/stageShapesModel.ts'
import { adoptionWords } from '../../../../src/renderer/sections/model/adoptionWords.ts'
import { chosenSpecifications } from '../../../../src/renderer/sections/model/chosenSpecifications.ts'
import { foldStories } from '../../../../src/renderer/sections/model/foldStories.ts'

const MODEL = { specification: { kind: 'logistic-regression' as const, l2: 6.71884 }, threshold: 0.4 }
const SCORE = { fold: 0, trainingRows: 100, logLoss: 0.6, areaUnderRoc: 0.7, refused: null }
const CHOICE = { draw: 0, threshold: 0.4, netReturnPerOffered: 0.01 }
const BASE: OptimizeShape = {
  draws: 32,
  choices: [CHOICE, CHOICE, CHOICE],
  usedDefault: false,
  note: 'Random search.',
  plan: { folds: [MODEL, MODEL, MODEL], patternAid: false },
  nestedImprovement: { events: 95, mean: -0.0038, t: -0.88 },
  adoptedFolds: [false, false, false],
  adopted: false,
  patternAid: { requested: false, used: false, reason: 'Not asked for.', spread: 0.1 },
  foldScores: [SCORE, { ...SCORE, fold: 1 }, { ...SCORE, fold: 2 }],
}
const REFUSAL = 'Fold 1 has 12 training events after purging; 80 are asked for.'

describe('what is told of each fold', () => {
  it('says why the first fold cannot adopt, and gives the numbers for the last', () => {
    const [first, second, last] = foldStories(BASE, null)
    expect(first).toMatchObject({ label: 'Fold 1', decision: 'not adopted' })
    expect(first!.reason).toContain('No earlier fold')
    expect(second!.reason).toContain('at least 30 nested validation events')
    expect(last).toMatchObject({ label: 'Hold-out', decision: 'not adopted' })
    expect(last!.reason).toContain('−0.380\u00a0%')
    expect(last!.reason).toContain('−0.88')
  })

  it('tells too few events from a gain that did not pass', () => {
    const few = { ...BASE, nestedImprovement: { events: 12, mean: 0.02, t: 3 } }
    expect(foldStories(few, null)[2]!.reason).toBe('12 nested validation events; 30 are asked for.')
  })

  it('tells a fold that adopted, one that was refused, and one with the default training', () => {
    const mixed: OptimizeShape = {
      ...BASE,
      choices: [null, CHOICE, null],
      plan: { folds: [null, MODEL, { ...MODEL, threshold: 0 }], patternAid: false },
      adoptedFolds: [false, true, false],
      adopted: true,
      foldScores: [{ ...SCORE, refused: REFUSAL }, SCORE, SCORE],
    }
    const [refused, adopted, fallback] = foldStories(mixed, null)
    expect(refused).toMatchObject({ decision: 'no model', reason: REFUSAL, model: 'none', threshold: null })
    expect(adopted).toMatchObject({ decision: 'adopted', netReturnPerOffered: 0.01 })
    expect(fallback!.reason).toContain('Default training')
    expect(adoptionWords(mixed)).toMatchObject({ tone: 'adopted', title: 'Models trade in 1 of 3 folds' })
  })

  it('says that no model trades, and on what that rests', () => {
    const words = adoptionWords(BASE)
    expect(words.tone).toBe('not-adopted')
    expect(words.text).toContain('On 95 validation events')
    expect(words.text).toContain('−0.380\u00a0%')
  })

  it('says that none was trained, with each reason once', () => {
    const none: OptimizeShape = {
      ...BASE,
      choices: [null, null, null],
      plan: { folds: [null, null, null], patternAid: false },
      foldScores: BASE.foldScores.map((score) => ({ ...score, refused: REFUSAL })),
    }
    const words = adoptionWords(none)
    expect(words.tone).toBe('no-model')
    expect(words.text.split(REFUSAL)).toHaveLength(2)
  })

  it('lists each chosen specification once, with the folds that share it', () => {
    const other = { specification: { kind: 'logistic-regression' as const, l2: 100 }, threshold: 0 }
    const mixed: OptimizeShape = {
      ...BASE,
      choices: [CHOICE, null, CHOICE],
      plan: { folds: [MODEL, other, MODEL], patternAid: false },
    }
    expect(chosenSpecifications(mixed)).toEqual([
      { draw: '0', folds: ['1', 'hold-out'], specification: MODEL.specification },
      { draw: 'default', folds: ['2'], specification: other.specification },
    ])
    expect(foldStories(mixed, null).map(({ model }) => model)).toEqual([
      'draw 0, logistic regression',
      'default, logistic regression',
      'draw 0, logistic regression',
    ])
  })
})
