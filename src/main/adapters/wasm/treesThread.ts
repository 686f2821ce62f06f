import { workerData } from 'node:worker_threads'
import { type CrewSetup, serveShares, type TreesCode } from './treesCrew.ts'
import { wasmEngine } from './wasmEngine.ts'

const { module, memory, control } = workerData as CrewSetup
const { exports } = new wasmEngine.Instance(module, { env: { memory } })
serveShares(exports as TreesCode, control)
