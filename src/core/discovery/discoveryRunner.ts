import type { JsonValue } from '../contract/jsonValue.ts'
import type { UnitRunner } from '../contract/unitRunner.ts'
import type { Beat } from '../job/beat.ts'
import { closestPlaces } from './candidates/closestPlaces.ts'
import { createStudyDesk, type StudyDesk } from './candidates/studyDesk.ts'
import { studyHypothesis } from './candidates/studyHypothesis.ts'
import { floatText } from './control/floatText.ts'
import { controlledFamily, type DiscoveryFamily } from './discoveryFamily.ts'
import type { DiscoveryFindings } from './discoveryFindings.ts'
import type {
  DiscoveryTask,
  DiscoveryUnit,
  DiscoveryUnitResult,
  StudiedHypothesis,
  TestedChunk,
} from './discoveryTask.ts'
import { findingsOf } from './findingsOf.ts'
import { enumerateHypotheses } from './grammar/enumerateHypotheses.ts'
import type { Hypothesis } from './hypothesis.ts'
import { createTestBench, type TestBench } from './testBench.ts'

const FEWEST_IN_CHUNK = 12

/**
 * The next units of a discovery, given the results of all units planned so far in the order of their planning; none when it is done. First chunks of
 * hypotheses, then, where asked, the close look at those that came out best. The grammar is one that `enumerateHypotheses` takes; throws otherwise.
 */
export function planDiscovery(task: DiscoveryTask, done: readonly JsonValue[]): readonly DiscoveryUnit[] {
  const chunks = planChunks(task)
  if (done.length === 0) return chunks
  const { tested, mostStudies } = task.settings
  if (done.length > chunks.length || !tested || mostStudies === 0) return []
  const family = familyOfResults(task, done)
  return closestPlaces(family.results, mostStudies, task.settings.falseDiscoveryRate).map((place) => ({
    kind: 'study',
    place,
  }))
}

/** Runs units (`DiscoveryUnit`) in a worker: families, context and returns of the market are computed once and kept. */
export function createDiscoveryRunner(payload: unknown): UnitRunner {
  const task = payload as DiscoveryTask
  const hypotheses = hypothesesOf(task)
  let bench: TestBench | null = null
  let desk: StudyDesk | null = null
  return (request, beat) => {
    const unit = request as DiscoveryUnit
    if (unit.kind === 'test') {
      bench ??= createTestBench(task)
      return asJson(testChunk(bench, hypotheses, unit, beat))
    }
    desk ??= createStudyDesk(task)
    const study = studyHypothesis(desk, hypotheses[unit.place]!, beat)
    return asJson({ kind: 'study', place: unit.place, study } satisfies StudiedHypothesis)
  }
}

/** All results, in the order in which their units were planned, as one. The same bytes for any number of workers. */
export function combineDiscovery(task: DiscoveryTask, done: readonly JsonValue[]): DiscoveryFindings {
  const results = done as readonly DiscoveryUnitResult[]
  const studies = new Map(results.flatMap((result) => (result.kind === 'study' ? [[result.place, result.study]] : [])))
  return findingsOf(task.settings, familyOfResults(task, done), studies)
}

function familyOfResults(task: DiscoveryTask, done: readonly JsonValue[]): DiscoveryFamily {
  const results = done as readonly DiscoveryUnitResult[]
  return controlledFamily(
    task,
    results.filter((result) => result.kind === 'test'),
  )
}

/** All conditions, directions and horizons of one family stay together: they share its events. */
function planChunks(task: DiscoveryTask): readonly DiscoveryUnit[] {
  const { grammar } = task
  const count = hypothesesOf(task).length
  const ofFamily =
    new Set(grammar.conditions).size * new Set(grammar.directions).size * new Set(grammar.horizonsBars).size
  const size = ofFamily * Math.ceil(FEWEST_IN_CHUNK / ofFamily)
  const chunks: DiscoveryUnit[] = []
  for (let from = 0; from < count; from += size) chunks.push({ kind: 'test', from, to: Math.min(count, from + size) })
  return chunks
}

function hypothesesOf({ grammar }: DiscoveryTask): readonly Hypothesis[] {
  const hypotheses = enumerateHypotheses(grammar, Number.POSITIVE_INFINITY)
  if (!hypotheses.ok) throw new Error(hypotheses.trouble.message)
  return hypotheses.value
}

function testChunk(
  bench: TestBench,
  hypotheses: readonly Hypothesis[],
  { from, to }: { readonly from: number; readonly to: number },
  beat: Beat,
): TestedChunk {
  const expectancies = hypotheses.slice(from, to).map((hypothesis, done) => {
    beat(done, to - from, hypothesis.id)
    return bench.test(hypothesis)
  })
  const families = expectancies.map(({ family }) => family)
  const draws = families.flatMap((family) => (family === null ? [] : [family.draws]))
  return {
    kind: 'test',
    from,
    results: expectancies.map(({ result }) => result),
    statistics: families.map((family) => family?.statistic ?? null),
    centred: floatText(draws.map(({ centred }) => centred)),
    studentised: floatText(draws.map(({ studentised }) => studentised)),
  }
}

function asJson(value: DiscoveryUnitResult): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue
}
