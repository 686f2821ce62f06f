import { parentPort, workerData } from 'node:worker_threads'
import { COMPUTED, type ComputeOrder, FAILED, type ThreadSetup, type ThreadWord } from './ownFeatureMessages.ts'

type Compute = (bars: object, context: object) => unknown

const { url, state, error } = workerData as ThreadSetup

/** The text of a trouble with the line of the feature's file in which it arose. */
function textOf(trouble: unknown): string {
  if (!(trouble instanceof Error)) return String(trouble)
  const place = new RegExp(`${escaped(url)}:([0-9]+)`).exec(trouble.stack ?? '')
  return `${place === null ? '' : `line ${place[1]}: `}${trouble.message}`
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function say(word: ThreadWord): void {
  parentPort?.postMessage(word)
}

function end(outcome: number): void {
  Atomics.store(state, 0, outcome)
  Atomics.notify(state, 0)
}

function answer(compute: Compute, { bars, context, values }: ComputeOrder): void {
  const { timeMs, closeMs, ...prices } = bars
  const made = compute({ length: timeMs.length, time: timeMs, closeTime: closeMs, ...prices }, context)
  const isColumn =
    made instanceof Float64Array || (Array.isArray(made) && made.every((value) => typeof value === 'number'))
  if (!isColumn) throw new Error('compute must give a Float64Array or a list of numbers')
  if (made.length !== values.length)
    throw new Error(`compute gave ${made.length} values for ${values.length} bars: one a bar is needed`)
  values.set(made as ArrayLike<number>)
}

try {
  const module: { readonly feature?: unknown } = await import(url)
  const { feature } = module
  if (typeof feature !== 'object' || feature === null) throw new Error('it exports no object called feature')
  const { compute, ...definition } = feature as { readonly compute?: unknown }
  if (typeof compute !== 'function') throw new Error('the feature has no function compute')
  parentPort?.on('message', (order: ComputeOrder) => {
    try {
      answer(compute as Compute, order)
      end(COMPUTED)
    } catch (trouble) {
      state[1] = new TextEncoder().encodeInto(textOf(trouble), error).written
      end(FAILED)
    }
  })
  say({ kind: 'ready', definition: JSON.parse(JSON.stringify(definition)) })
} catch (trouble) {
  say({ kind: 'failed', text: textOf(trouble) })
}
