import { parentPort, workerData } from 'node:worker_threads'
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import type { OnnxWord, RunOrder } from './onnxMessages.ts'

function say(word: OnnxWord): void {
  parentPort?.postMessage(word)
}

function textOf(trouble: unknown): string {
  return trouble instanceof Error ? trouble.message : String(trouble)
}

function tensorOf({ input, shape, values }: RunOrder): Tensor {
  switch (input.type) {
    case 'float':
      return new Tensor('float32', Float32Array.from(values), shape)
    case 'int64':
      return new Tensor(
        'int64',
        BigInt64Array.from(values, (value) => BigInt(Math.round(value))),
        shape,
      )
    case 'int32':
      return new Tensor('int32', Int32Array.from(values), shape)
    default:
      return new Tensor('float64', values, shape)
  }
}

async function answer(session: InferenceSession, order: RunOrder): Promise<OnnxWord> {
  const results = await session.run({ [order.input.name]: tensorOf(order) }, [order.output])
  const tensor = results[order.output]
  if (!(tensor instanceof Tensor)) return { kind: 'failed', text: `it gave no numbers as ${order.output}` }
  const { data, dims } = tensor
  if (Array.isArray(data)) return { kind: 'failed', text: `it gave texts as ${order.output}` }
  const values = Float64Array.from(data as ArrayLike<number | bigint>, Number)
  return { kind: 'done', shape: [...dims], values }
}

try {
  env.wasm.numThreads = 1
  env.logLevel = 'error'
  const session = await InferenceSession.create(workerData as Uint8Array, { logSeverityLevel: 3 })
  parentPort?.on('message', (order: RunOrder) => {
    answer(session, order).then(say, (trouble: unknown) => say({ kind: 'failed', text: textOf(trouble) }))
  })
  say({ kind: 'ready' })
} catch (trouble) {
  say({ kind: 'failed', text: textOf(trouble) })
}
