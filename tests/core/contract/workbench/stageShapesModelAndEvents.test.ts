import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../../src/core/contract/jsonValue.ts'
import { readAnalyze, readEvents } from '../../../../src/core/contract/workbench/stageShapesEvents.ts'
import {
  readModelSelect,
  readModelTests,
  readOptimize,
  readTrainingSet,
} from '../../../../src/core/contract/workbench/stageShapesModel.ts'
import type { AnalyzeOutput } from '../../../../src/core/pipeline/stages/analyzeStage.ts'
import type { EventsOutput } from '../../../../src/core/pipeline/stages/eventsStage.ts'
import type { MlBacktestOutput } from '../../../../src/core/pipeline/stages/mlBacktestStage.ts'
import type { OptimizeOutput } from '../../../../src/core/pipeline/stages/optimizeStage.ts'
import type { SelectOutput } from '../../../../src/core/pipeline/stages/selectStage.ts'
import type { TrainingSetOutput } from '../../../../src/core/pipeline/stages/trainingSetStage.ts'

// The types of the stages themselves: a field that is renamed there fails to compile here.
const EVENTS = {
  counts: [{ detector: 'd', title: 'D', role: 'pair', long: 1, short: 2, perDay: 0.1 }],
  perDayAndLeg: 0.05,
  leakScan: { clean: true, checked: 10, findings: [], unproven: [] },
} satisfies EventsOutput
const ANALYZE = {
  plannedCells: 1,
  cells: [
    {
      detector: 'd',
      direction: 'long',
      role: 'pair',
      volatilityRegime: 'calm',
      dayPart: 'open',
      events: 0,
      mean: null,
      median: null,
      hitRate: null,
      hacLag: 0,
      hacT: null,
      p: null,
      low: null,
      high: null,
      q: null,
    },
  ],
} satisfies AnalyzeOutput
const SELECT = {
  configurations: 1,
  winners: [{ fold: 0, scheme: 'rolling', configuration: -1, choice: null, rung: 0, score: null, eligible: 0 }],
  schemes: [],
  attempts: [],
  relaxed: false,
  trialSharpes: [],
} satisfies SelectOutput
const OPTIMIZE = {
  draws: 0,
  choices: [null],
  specifications: [],
  usedDefault: false,
  note: 'n',
  plan: { folds: [null], patternAid: false },
  nestedImprovement: { events: 0, mean: null, t: null },
  adoptedFolds: [false],
  adopted: false,
  patternAid: { requested: false, used: false, reason: '', spread: null },
  foldScores: [{ fold: 0, trainingRows: 0, logLoss: null, areaUnderRoc: null, refused: 'r' }],
} satisfies OptimizeOutput
const TRAINING = {
  features: 1,
  parts: [{ detector: 'd', exit: '4/4/12', names: ['x'], columns: [[null]], rows: 1, gains: 0, effectiveRows: 1 }],
} satisfies TrainingSetOutput

const SPAN = { fromMs: 1, toMs: 2 }
const MODEL_TESTS = {
  scores: [],
  predictions: { fold: [0], decisionMs: [1], probability: [0.5], label: [1], netReturn: [0.1] },
  importance: [{ fold: 0, rows: 20, names: ['x'], meanRise: [0.1], deviation: [0.01] }],
  folds: [
    {
      fold: 0,
      scheme: 'rolling',
      train: SPAN,
      validation: SPAN,
      test: SPAN,
      trainingRows: 1,
      purgedRows: 0,
      purge: null,
      embargoBars: 72,
      embargo: SPAN,
    },
  ],
} satisfies Pick<MlBacktestOutput, 'scores' | 'predictions' | 'importance' | 'folds'>

describe('reading kept stage outputs', () => {
  it.each<[string, (value: JsonValue) => { readonly ok: boolean }, JsonValue]>([
    ['events', readEvents, EVENTS],
    ['analyze', readAnalyze, ANALYZE],
    ['select', readModelSelect, SELECT],
    ['optimize', readOptimize, OPTIMIZE],
    ['training-set', readTrainingSet, TRAINING],
    ['ml-backtest', readModelTests, MODEL_TESTS],
    ['ml-backtest', readModelTests, { scores: [] }],
  ])('takes what the stage %s gives, and refuses another shape with a code', (_name, read, value) => {
    expect(read(value)).toMatchObject({ ok: true })
    expect(read({})).toMatchObject({ ok: false, trouble: { code: 'stage-shape-unknown' } })
  })

  it('passes over the columns of a training set, which are megabytes', () => {
    const read = readTrainingSet(TRAINING)
    expect(read.ok && 'columns' in read.value.parts[0]!).toBe(false)
  })

  it('keeps what a run of this version says of its models, and takes older runs without it', () => {
    const read = readModelTests(MODEL_TESTS)
    expect(read.ok && read.value).toEqual(MODEL_TESTS)
    const old = readModelTests({ scores: [] })
    expect(old.ok && old.value.predictions).toBeUndefined()
    expect(readModelTests({ ...MODEL_TESTS, folds: [{ fold: 0 }] })).toMatchObject({ ok: false })
  })
})
