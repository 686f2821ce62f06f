import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import { evaluateHoldOut } from '../../../src/core/pipeline/holdOut.ts'
import type { DrawOnFold } from '../../../src/core/pipeline/learning/chooseDraws.ts'
import { chooseDraws, nestedImprovements } from '../../../src/core/pipeline/learning/chooseDraws.ts'
import { fitFold, foldTrainingRows, predictRows } from '../../../src/core/pipeline/learning/fitFold.ts'
import { DEFAULT_SPECIFICATION, drawSpecification } from '../../../src/core/pipeline/learning/searchSpace.ts'
import { rowsOfEvents, trainingRows } from '../../../src/core/pipeline/learning/trainingRows.ts'
import { stitchTrades } from '../../../src/core/pipeline/selection/stitchTrades.ts'
import { resolveSubject } from '../../../src/core/pipeline/subject/resolveSubject.ts'
import type { Subject } from '../../../src/core/pipeline/subject/subject.ts'
import { UNCHANGED_EXIT } from '../../../src/core/pipeline/subject/subject.ts'
import type { Choice } from '../../../src/core/pipeline/workbench.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { garbleAfter } from '../../fakes/garbleAfter.ts'
import { uniformStream } from '../features/samplePair.ts'
import { marketColumns, planOf, smallConfig } from './smallRun.ts'

const CONFIG = smallConfig()
const ALL = marketColumns('planted', 9, 6000)
const DEVELOPMENT_BARS = 4800
const DEVELOPMENT = truncatePair(ALL, DEVELOPMENT_BARS)
const PLAN = planOf(CONFIG, DEVELOPMENT_BARS)
const CHOICE: Choice = {
  setting: { detectorId: 'volume-burst', parameters: { volumeBars: 24, volumeTimes: 3, moveRanges: 1.5 } },
  exit: { targetRanges: 8, stopRanges: 8, limitBars: 48 },
}
const GUARDS = { minimumRows: 20, minimumClassRows: 5 }
const silent = () => {}

/** A subject whose every fold trades CHOICE behind a model, the logistic and the boosted one in turn. */
function learnedSubject(patternAid: boolean, threshold = 0.45): Subject {
  return {
    schemeOfFold: PLAN.rolling.map(() => 'rolling' as const),
    choices: PLAN.rolling.map(() => CHOICE),
    filter: 'none',
    exitTimes: UNCHANGED_EXIT,
    learning: {
      patternAid,
      folds: PLAN.rolling.map((_, fold) => ({
        specification: drawSpecification(1, fold % 2),
        streamId: `model.${fold % 2}`,
        threshold,
      })),
    },
  }
}

describe('training rows', () => {
  const bench = createWorkbench(DEVELOPMENT, CONFIG, 1)
  const rows = trainingRows(bench, CHOICE, false, silent)

  it('are the events of every setting of the detector, each once, in order, with outcomes that are whole', () => {
    expect(rows.startBar.length).toBeGreaterThan(100)
    for (let row = 0; row < rows.startBar.length; row++) {
      expect(rows.endBar[row]!).toBeGreaterThan(rows.startBar[row]!)
      expect(rows.label[row]).toBe(rows.netReturn[row]! > 0 ? 1 : 0)
      expect(Number.isFinite(rows.netReturn[row]!)).toBe(true)
      if (row > 0) {
        const key = (at: number) => (rows.startBar[at]! * 3 + rows.role[at]!) * 2 + (rows.direction[at]! > 0 ? 1 : 0)
        expect(key(row)).toBeGreaterThan(key(row - 1))
      }
    }
    expect(rows.features.columns).toBe(rows.features.names.length)
    expect(rows.features.columns).toBeGreaterThanOrEqual(40)
    const found = rowsOfEvents(rows, bench.eventsOf(CHOICE.setting))
    const events = bench.eventsOf(CHOICE.setting)
    found.forEach((row, event) => {
      if (row >= 0)
        expect([rows.startBar[row], rows.role[row], rows.direction[row]]).toEqual([
          events.bar[event],
          events.role[event],
          events.direction[event],
        ])
      else expect(events.bar[event]! + CHOICE.exit.limitBars + 1).toBeGreaterThanOrEqual(DEVELOPMENT_BARS)
    })
  })

  it('reach no validation or test bar with any label', () => {
    for (const scheme of ['anchored', 'rolling'] as const) {
      for (const fold of PLAN[scheme]) {
        const kept = foldTrainingRows(rows, fold, CONFIG.embargoBars)
        expect(kept.length).toBeGreaterThan(20)
        for (const row of kept) {
          expect(rows.startBar[row]!).toBeGreaterThanOrEqual(fold.train.from)
          expect(rows.endBar[row]!).toBeLessThan(fold.validation.from)
        }
      }
    }
  })

  it('give the same model whatever the bars after the training block hold', () => {
    for (const index of [0, 3, 6]) {
      const fold = PLAN.rolling[index]!
      const garbled = createWorkbench(garbleAfter(DEVELOPMENT, fold.train.to), CONFIG, 1)
      const other = trainingRows(garbled, CHOICE, false, silent)
      for (const draw of [0, 1]) {
        const modelOf = (which: typeof rows, on: typeof bench) => {
          const model = fitFold(on, which, fold, drawSpecification(1, draw), `model.${draw}`, GUARDS, silent)
          if (!model.ok) throw new Error(model.trouble.message)
          return model.value
        }
        const asked = foldTrainingRows(rows, fold, CONFIG.embargoBars)
        expect(predictRows(modelOf(other, garbled), rows, asked)).toEqual(
          predictRows(modelOf(rows, bench), rows, asked),
        )
      }
    }
  })

  it('are refused by guards on their number and on the smaller class', () => {
    const fold = PLAN.rolling[0]!
    const few = fitFold(
      bench,
      rows,
      fold,
      DEFAULT_SPECIFICATION,
      'model',
      { minimumRows: 1e6, minimumClassRows: 1 },
      silent,
    )
    const oneSided = fitFold(
      bench,
      rows,
      fold,
      DEFAULT_SPECIFICATION,
      'model',
      { minimumRows: 1, minimumClassRows: 1e6 },
      silent,
    )
    expect([few, oneSided].map((result) => (result.ok ? null : result.trouble.code))).toEqual([
      'too-few-events',
      'too-few-of-a-class',
    ])
  })
})

describe('a subject on all bars and on development bars alone', () => {
  it.each([false, true])('takes the same decisions, model included (pattern aid %s)', (patternAid) => {
    const subject = learnedSubject(patternAid)
    const stitched = (columns: typeof ALL) => {
      const bench = createWorkbench(columns, CONFIG, 1)
      const folds = resolveSubject(bench, PLAN.rolling.slice(0, -1), subject, silent)
      const { trades } = stitchTrades(bench, folds, 'test')
      // The development data cuts the last windows off; on all bars they are whole.
      const whole = [...trades.decisionBar.subarray(0, trades.count)].filter(
        (bar) => bar + 1 + CHOICE.exit.limitBars < DEVELOPMENT_BARS,
      )
      const masks = folds.map((entry) =>
        [...entry.keep!].filter(
          (_, row) => bench.eventsOf(CHOICE.setting).bar[row]! + 1 + CHOICE.exit.limitBars < DEVELOPMENT_BARS,
        ),
      )
      return { trades: whole.map((bar, row) => [bar, trades.exitBar[row], trades.netReturn[row]]), masks }
    }
    const [onAll, onDevelopment] = [stitched(ALL), stitched(DEVELOPMENT)]
    expect(onDevelopment.trades.length).toBeGreaterThan(10)
    expect(onDevelopment.masks.flat()).toContain(0)
    expect(onDevelopment.masks.flat()).toContain(1)
    expect(onAll).toEqual(onDevelopment)
  })

  it('trades the hold-out with a model that no hold-out bar has touched, and only there', () => {
    const subject = learnedSubject(false, 0.4)
    const evaluate = (columns: typeof ALL) =>
      evaluateHoldOut(createWorkbench(columns, CONFIG, 1), PLAN, subject, DEVELOPMENT_BARS, silent)
    const result = evaluate(ALL)
    expect(result.events).toBeGreaterThan(5)
    expect(result.trades.decisionMs.every((timeMs) => timeMs >= ALL.timeMs[DEVELOPMENT_BARS]!)).toBe(true)
    expect(new Set(result.trades.fold)).toEqual(new Set([CONFIG.folds.count]))
    const cut = 5600
    const other = evaluate(garbleAfter(ALL, cut))
    const until = (run: typeof result) =>
      run.trades.netReturn.filter((_, row) => run.trades.exitMs[row]! < ALL.timeMs[cut - 60]!)
    expect(until(result).length).toBeGreaterThan(3)
    expect(until(other)).toEqual(until(result))
    expect(result.p).toBeGreaterThan(0)
    expect(result.p).toBeLessThan(1)
  })

  it('applies its filter and the change of its exit', () => {
    const bench = createWorkbench(DEVELOPMENT, CONFIG, 1)
    const plain = { ...learnedSubject(false), learning: null }
    const events = bench.eventsOf(CHOICE.setting)
    const [longs] = resolveSubject(bench, PLAN.rolling, { ...plain, filter: 'longs-only' }, silent)
    expect([...longs!.keep!]).toEqual(Array.from(events.direction, (direction) => (direction > 0 ? 1 : 0)))
    const [calm] = resolveSubject(bench, PLAN.rolling, { ...plain, filter: 'skip-calm' }, silent)
    const [wild] = resolveSubject(bench, PLAN.rolling, { ...plain, filter: 'skip-wild' }, silent)
    const kept = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0)
    expect(kept(calm!.keep!)).toBeLessThan(events.bar.length)
    expect(kept(calm!.keep!) + kept(wild!.keep!)).toBeGreaterThan(events.bar.length)
    const [longer] = resolveSubject(
      bench,
      PLAN.rolling,
      { ...plain, exitTimes: { target: 0.75, stop: 1.5, limit: 1.5 } },
      silent,
    )
    expect(longer!.choice!.exit).toEqual({ targetRanges: 6, stopRanges: 12, limitBars: 72 })
  })
})

function randomDraws(draws: number, folds: number, seed: number): DrawOnFold[][] {
  const uniform = uniformStream(seed)
  const netReturn = Array.from({ length: folds }, () => Array.from({ length: 12 }, () => uniform() - 0.5))
  return Array.from({ length: draws }, () =>
    netReturn.map((net, fold) => ({
      fold,
      probability: net.map(() => uniform()),
      netReturn: net,
      trainingRows: 100,
      logLoss: null,
      areaUnderRoc: null,
      refused: uniform() < 0.1 ? 'Too few.' : null,
    })),
  )
}

describe('chooseDraws', () => {
  it('chooses for a fold with its own validation and those before it, never with later ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 4 }), (seed, through) => {
        const draws = randomDraws(5, 6, seed)
        const other = randomDraws(5, 6, seed + 1)
        const mixed = draws.map((entries, draw) =>
          entries.map((entry, fold) => (fold <= through ? entry : other[draw]![fold]!)),
        )
        expect(chooseDraws(mixed, 6).slice(0, through + 1)).toEqual(chooseDraws(draws, 6).slice(0, through + 1))
      }),
      { numRuns: 100 },
    )
  })

  const entry = (
    fold: number,
    probability: readonly number[],
    netReturn: readonly number[],
    refused: string | null = null,
  ): DrawOnFold => ({
    fold,
    probability,
    netReturn,
    trainingRows: 50,
    logLoss: null,
    areaUnderRoc: null,
    refused,
  })

  it('takes the draw and threshold of the greatest net return an offered event', () => {
    const net = [0.04, -0.02, 0.02, -0.04]
    const knows = [entry(0, [0.9, 0.1, 0.9, 0.1], net)]
    const guesses = [entry(0, [0.1, 0.9, 0.1, 0.9], net)]
    expect(chooseDraws([guesses, knows], 1)).toEqual([{ draw: 1, threshold: 0.3, netReturnPerOffered: 0.06 / 4 }])
    expect(chooseDraws([knows, knows], 1)[0]!.draw).toBe(0)
  })

  it('may not take fewer than three tenths of the events, but may take all', () => {
    const net = [0.1, ...Array.from({ length: 9 }, () => -0.01)]
    const one = [entry(0, [0.9, ...Array.from({ length: 9 }, () => 0.1)], net)]
    expect(chooseDraws([one], 1)[0]!.threshold).toBe(0)
  })

  it('gives no choice where every draw was refused on the fold', () => {
    const refused = [entry(0, [], [], 'Too few.'), entry(1, [0.5], [0.1])]
    expect(chooseDraws([refused], 2).map((choice) => choice?.draw ?? null)).toEqual([null, 0])
  })
})

describe('nestedImprovements', () => {
  it('filters each fold with what the folds before it chose, and counts what skipping changed', () => {
    const draws = randomDraws(3, 4, 5).map((entries) => entries.map((value) => ({ ...value, refused: null })))
    const chosen = chooseDraws(draws, 4)
    const expected = [1, 2, 3].flatMap((fold) => {
      const before = chosen[fold - 1]!
      const { probability, netReturn } = draws[before.draw]![fold]!
      return probability.map((value, row) => (value >= before.threshold ? 0 : -netReturn[row]!))
    })
    expect([...nestedImprovements(draws, chosen)]).toEqual(expected)
    expect(expected.some((value) => value !== 0)).toBe(true)
  })

  it('does not change when the first fold alone has other outcomes but the same choice', () => {
    const draws = randomDraws(3, 4, 6).map((entries) => entries.map((value) => ({ ...value, refused: null })))
    const chosen = chooseDraws(draws, 4)
    const changed = draws.map((entries) =>
      entries.map((value, fold) => (fold === 0 ? { ...value, netReturn: value.netReturn.map(() => 9) } : value)),
    )
    expect(nestedImprovements(changed, chosen)).toEqual(nestedImprovements(draws, chosen))
  })

  it('leaves out folds without a choice before them, and refused ones', () => {
    const draws = randomDraws(1, 3, 7).map((entries) => entries.map((value) => ({ ...value, refused: null })))
    const chosen = chooseDraws(draws, 3)
    expect(nestedImprovements(draws, [null, chosen[1]!, chosen[2]!]).length).toBe(12)
    const refused = draws.map((entries) =>
      entries.map((value, fold) => (fold === 2 ? { ...value, refused: 'Too few.' } : value)),
    )
    expect(nestedImprovements(refused, chosen).length).toBe(12)
  })
})
