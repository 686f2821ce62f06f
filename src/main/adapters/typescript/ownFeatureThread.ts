import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { readOwnFeature } from '../../../core/contract/ownFeature.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { OpenedOwnFeature, OwnFeatureBars } from '../../engine/ports/ownFeatures.ts'
import {
  COMPUTED,
  type ComputeOrder,
  ERROR_BYTES,
  type ThreadSetup,
  type ThreadWord,
  WAITING,
} from './ownFeatureMessages.ts'

const SLICE_MS = 200
const MOST_MEMORY_MB = 1_024
const ENTRY = new URL(`./ownFeatureEntry${extname(import.meta.url)}`, import.meta.url)

/** `limitMs`: for the file to load, and for each time that its function is called. */
export async function openOwnFeature(
  absolutePath: string,
  sha256: string,
  limitMs: number,
): Promise<Outcome<OpenedOwnFeature>> {
  const file = basename(absolutePath)
  const setup: ThreadSetup = {
    url: `${pathToFileURL(absolutePath).href}?sha256=${sha256}`,
    state: new Int32Array(new SharedArrayBuffer(8)),
    error: new Uint8Array(new SharedArrayBuffer(ERROR_BYTES)),
  }
  const worker = new Worker(ENTRY, {
    workerData: setup,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  })
  // What a feature prints is nobody's; unread it would fill the memory.
  worker.stdout.resume()
  worker.stderr.resume()
  worker.unref()
  const word = await firstWord(worker, limitMs)
  if (word.kind === 'ready') {
    const read = readOwnFeature(word.definition)
    if ('definition' in read) return success(opened(worker, setup, absolutePath, limitMs, read.definition))
    await worker.terminate()
    return failure('own-feature-unusable', `features/${file} is not a feature: ${read.fault}.`, SHAPE_HINT)
  }
  await worker.terminate()
  return word.kind === 'failed' ? failed(file, word.text) : tooSlow(file, 1, limitMs)
}

const SHAPE_HINT =
  'See features/assay-feature.d.ts: export const feature: AssayFeature = { name, version, formula, unit, warmupBars, compute }.'

function firstWord(worker: Worker, limitMs: number): Promise<ThreadWord | { readonly kind: 'late' }> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), limitMs)
    const say = (word: ThreadWord) => {
      clearTimeout(timer)
      resolve(word)
    }
    worker.once('message', say)
    worker.once('error', (error) =>
      say({ kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
    )
    worker.once('exit', (code) => say({ kind: 'failed', text: `it ended its thread (exit code ${code})` }))
  })
}

function opened(
  worker: Worker,
  { state, error }: ThreadSetup,
  absolutePath: string,
  limitMs: number,
  definition: OpenedOwnFeature['definition'],
): OpenedOwnFeature {
  const file = basename(absolutePath)
  let ended: Outcome<never> | null = null
  const stop = (outcome: Outcome<never>) => {
    ended = outcome
    void worker.terminate()
    return outcome
  }
  worker.on('error', () => {})
  return {
    definition,
    compute: (bars, context, beat) => {
      if (ended !== null) return ended
      const values = new Float64Array(new SharedArrayBuffer(bars.timeMs.length * Float64Array.BYTES_PER_ELEMENT))
      const order: ComputeOrder = { bars: copied(bars), context, values }
      Atomics.store(state, 0, WAITING)
      worker.postMessage(order)
      for (let waitedMs = 0; Atomics.load(state, 0) === WAITING; waitedMs += SLICE_MS) {
        if (waitedMs >= limitMs) return stop(tooSlow(file, computeLine(absolutePath), limitMs))
        try {
          beat()
        } catch (cancelled) {
          stop(failed(file, 'it was stopped'))
          throw cancelled
        }
        Atomics.wait(state, 0, WAITING, SLICE_MS)
      }
      if (Atomics.load(state, 0) === COMPUTED) return success(values)
      return failed(file, new TextDecoder().decode(error.slice(0, state[1])))
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

/** Bars lie in shared memory: what a feature writes into its own must not change those of others. */
function copied({ timeMs, closeMs, open, high, low, close, volume }: OwnFeatureBars): OwnFeatureBars {
  return {
    timeMs: timeMs.slice(),
    closeMs: closeMs.slice(),
    open: open.slice(),
    high: high.slice(),
    low: low.slice(),
    close: close.slice(),
    volume: volume.slice(),
  }
}

/** Where the function begins: the line of an endless loop is not known from outside. */
function computeLine(absolutePath: string): number {
  const lines = readFileSync(absolutePath, 'utf8').split('\n')
  return (
    1 +
    Math.max(
      0,
      lines.findIndex((line) => /\bcompute\b/.test(line)),
    )
  )
}

function failed(file: string, text: string): Outcome<never> {
  return failure(
    'own-feature-failed',
    `features/${file} failed: ${text.replace(/\.$/, '')}.`,
    'Mend the file; it is loaded anew with the next build.',
  )
}

function tooSlow(file: string, line: number, limitMs: number): Outcome<never> {
  return failure(
    'own-feature-too-slow',
    `features/${file} was stopped after ${limitMs / 1_000} s (its compute begins in line ${line}).`,
    'Look for a loop that does not end, or for one over all bars within one over all bars.',
  )
}
