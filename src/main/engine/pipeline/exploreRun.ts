import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { WorkerTask } from '../../../core/contract/unitRunner.ts'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ExploreAnswers } from '../../../core/pipeline/explore/answerQuestion.ts'
import type { ExploreQuestion } from '../../../core/pipeline/explore/exploreQuestion.ts'
import { type ExploreUnit, exploreAnswer } from '../../../core/pipeline/unitRunner.ts'
import type { Timer } from '../ports/timer.ts'
import type { WorkerPool, WorkerPools } from '../ports/workerPool.ts'
import { type KnownRun, type KnownRunPorts, openKnownRun, type RunPlace, runStamp } from './openKnownRun.ts'

export type ExplorePorts = KnownRunPorts & { readonly pools: WorkerPools; readonly timer: Timer }

type QuestionKind = ExploreQuestion['kind']
type QuestionOf<Kind extends QuestionKind> = Extract<ExploreQuestion, { readonly kind: Kind }>

/** An answer, and the symbols of the roles that it names. */
export type Explored<Kind extends QuestionKind> = {
  readonly answer: ExploreAnswers[Kind]
  readonly symbols: KnownRun['symbols']
}

/** Asks runs about single events and trades: in a thread of its own, one question after the other. */
export type RunExplorer = {
  /**
   * Throws `Cancelled` as soon as the signal is aborted; a question that is being answered is then answered for nobody.
   * Errors: those of `openKnownRun` and of the question, `data-changing`, `worker-died`.
   */
  ask<Kind extends QuestionKind>(
    place: RunPlace,
    question: QuestionOf<Kind>,
    signal: AbortSignal,
  ): Promise<Outcome<Explored<Kind>>>
  /** Ends the question that is being answered, and the thread. */
  close(): Promise<void>
}

/** How long a run that nobody asks about keeps its thread and its memory. */
const IDLE_MS = 5 * 60_000

type Held = { readonly stamp: string; readonly symbols: KnownRun['symbols']; readonly pool: WorkerPool }

/** Keeps the run that was asked about last. */
export function runExplorer(ports: ExplorePorts): RunExplorer {
  const closing = new AbortController()
  const inTurn = turns()
  let held: Held | null = null
  let waiting = 0
  let callOffIdle = () => {}

  const drop = async () => {
    const dropped = held
    held = null
    await dropped?.pool.close()
  }

  const heldRun = async (place: RunPlace): Promise<Outcome<Held>> => {
    const stamp = runStamp(ports, place)
    if (stamp.ok && held?.stamp === stamp.value) return success(held)
    await drop()
    if (!stamp.ok) return stamp
    const known = await openKnownRun(ports, place)
    if (!known.ok) return known
    const after = runStamp(ports, place)
    if (!after.ok || after.value !== stamp.value) return after.ok ? dataChanging() : after
    const { payload, symbols } = known.value
    if (closing.signal.aborted) throw new Cancelled()
    const workerData: WorkerTask = { runner: 'pair', payload }
    held = { stamp: stamp.value, symbols, pool: ports.pools.create({ workers: 1, workerData }) }
    return success(held)
  }

  const answer = async <Kind extends QuestionKind>(
    place: RunPlace,
    question: QuestionOf<Kind>,
  ): Promise<Outcome<Explored<Kind>>> => {
    const run = await heldRun(place)
    if (!run.ok) return run
    const { pool, symbols } = run.value
    const result = await runOne(pool, { explore: question }, closing.signal).catch(async (error: unknown) => {
      await drop()
      throw error
    })
    if (!result.ok) {
      await drop()
      return result
    }
    const given = exploreAnswer<Kind>(question.kind, result.value)
    return given.ok ? success({ answer: given.value, symbols }) : given
  }

  return {
    ask: async (place, question, signal) => {
      callOffIdle()
      waiting++
      const turn = inTurn(() => {
        if (signal.aborted || closing.signal.aborted) throw new Cancelled()
        return answer(place, question)
      }).finally(() => {
        waiting--
        if (waiting === 0 && !closing.signal.aborted)
          callOffIdle = ports.timer.after(IDLE_MS, () => void inTurn(drop).catch(() => {}))
      })
      return untilAborted(turn, signal)
    },
    close: async () => {
      callOffIdle()
      closing.abort()
      await inTurn(drop)
    },
  }
}

/** One piece of work after the other, whatever comes of each. */
function turns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

async function runOne(pool: WorkerPool, unit: ExploreUnit, signal: AbortSignal): Promise<Outcome<JsonValue>> {
  let given: JsonValue = null
  const ended = await pool.run([unit], {
    signal,
    onBeat: () => {},
    onResult: (_index, result) => {
      given = result
    },
  })
  return ended.ok ? success(given) : ended
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(new Cancelled())
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function dataChanging(): Outcome<never> {
  return failure('data-changing', 'The data of this run are being rebuilt.', 'Try again when the import is done.')
}
