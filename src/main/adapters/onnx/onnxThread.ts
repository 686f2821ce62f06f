import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Cancelled } from '../../../core/job/cancelled.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { OnnxSession } from '../../engine/ports/onnxFiles.ts'
import type { OnnxWord, RunOrder } from './onnxMessages.ts'

const ENTRY = new URL(`./onnxEntry${extname(import.meta.url)}`, import.meta.url)
const MOST_TEXT = 300

/** `limitMs`: for the model to load, and for each run. The runtime stands in a thread that can be ended, whatever the model makes of it. */
export async function openOnnx(bytes: Uint8Array, signal: AbortSignal, limitMs: number): Promise<Outcome<OnnxSession>> {
  const worker = new Worker(ENTRY, { workerData: bytes, env: {}, stdout: true, stderr: true })
  worker.stdout.resume()
  worker.stderr.resume()
  worker.on('error', () => {})
  const first = await nextWord(worker, signal, limitMs)
  if (first.kind !== 'ready') {
    await worker.terminate()
    if (first.kind === 'late') return tooSlow('to load', limitMs)
    return failure(
      'onnx-unusable',
      `onnxruntime does not take the model: ${textOf(first)}`,
      'Export it with operators of onnxruntime, opset 7 to 21.',
    )
  }
  return success({
    run: async (input, given, output) => {
      const order: RunOrder = { input, shape: given.shape, values: given.values, output }
      worker.postMessage(order)
      const word = await nextWord(worker, signal, limitMs)
      if (word.kind === 'done') return success({ shape: word.shape, values: word.values })
      if (word.kind === 'late') return tooSlow('for some rows', limitMs)
      return failure(
        'onnx-run-failed',
        `The ONNX model failed on rows of the matrix: ${textOf(word)}`,
        'See that it takes rows of just these columns.',
      )
    },
    close: async () => {
      await worker.terminate()
    },
  })
}

type Heard = OnnxWord | { readonly kind: 'late' }

function nextWord(worker: Worker, signal: AbortSignal, limitMs: number): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const end = (word: Heard | null) => {
      clearTimeout(timer)
      worker.off('message', end)
      worker.off('error', fail)
      worker.off('exit', left)
      signal.removeEventListener('abort', stop)
      if (word !== null) resolve(word)
      else reject(new Cancelled())
      if (word === null || word.kind === 'late') void worker.terminate()
    }
    const fail = (error: unknown) =>
      end({ kind: 'failed', text: error instanceof Error ? error.message : String(error) })
    const left = (code: number) => end({ kind: 'failed', text: `it ended its thread (exit code ${code})` })
    const stop = () => end(null)
    const timer = setTimeout(() => end({ kind: 'late' }), limitMs)
    worker.on('message', end)
    worker.on('error', fail)
    worker.on('exit', left)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
  })
}

function textOf(word: OnnxWord): string {
  const text = word.kind === 'failed' ? word.text : 'it said something else than was asked'
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > MOST_TEXT ? `${line.slice(0, MOST_TEXT)}...` : line
}

function tooSlow(what: string, limitMs: number): Outcome<never> {
  return failure(
    'onnx-too-slow',
    `The ONNX model took more than ${limitMs / 1_000} s ${what}, and was stopped.`,
    'Export a smaller model.',
  )
}
