import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { HistogramKernels, LeafAdder } from '../../../core/models/boosting/histogramKernels.ts'
import { javascriptHistogramKernels } from '../../../core/models/boosting/javascriptHistogramKernels.ts'
import type { FlatTrees } from '../../../core/models/trees/flatTrees.ts'
import { createTreesArena, type TreesArena } from './treesArena.ts'
import { type CrewSetup, createControl, dismissCrew, shareWork, type TreesCode } from './treesCrew.ts'
import { openWasmRoom } from './treesRoom.ts'
import { MOST_PAGES, wasmEngine } from './wasmEngine.ts'

/** Kernels that hold a crew of threads until they are closed. */
export type HeldHistogramKernels = HistogramKernels & { readonly close: () => void }

/**
 * Kernels in WebAssembly, with a memory of their own of at most 4 GiB, and threads - 1 threads beside the caller's, which may block: it is to be a worker.
 * JavaScript where the code cannot be loaded, which `kind` tells: results are the same to the bit.
 */
export function createHistogramKernels(threads: number): HeldHistogramKernels {
  try {
    return createWasmHistogramKernels(readFileSync(new URL('./trees.wasm', import.meta.url)), threads)
  } catch {
    return { ...javascriptHistogramKernels, close: () => {} }
  }
}

function createWasmHistogramKernels(bytes: Uint8Array, threads: number): HeldHistogramKernels {
  const memory = new wasmEngine.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
  const module = new wasmEngine.Module(bytes)
  const code = new wasmEngine.Instance(module, { env: { memory } }).exports as TreesCode
  const control = createControl()
  const arena = createTreesArena(memory)
  const crew = Array.from({ length: threads - 1 }, () => startThread({ module, memory, control }))
  return {
    kind: 'wasm',
    threads,
    openRoom: (size) =>
      openWasmRoom(arena, size, threads, (name, isWorthWaking, args) =>
        shareWork(code, control, name, threads, isWorthWaking, args),
      ),
    openLeafAdder: (trees, columns, blockRows) => openWasmLeafAdder(code, arena, trees, columns, blockRows),
    close: () => {
      dismissCrew(control)
      for (const thread of crew) void thread.terminate()
    },
  }
}

function startThread(setup: CrewSetup): Worker {
  const entry = new URL(`./treesThread${extname(import.meta.url)}`, import.meta.url)
  const thread = new Worker(entry, { workerData: setup })
  thread.unref()
  return thread
}

const NODE_WORDS = 4

function openWasmLeafAdder(
  code: TreesCode,
  arena: TreesArena,
  trees: FlatTrees,
  columns: number,
  blockRows: number,
): LeafAdder {
  const close = arena.open()
  const count = trees.left.length
  const words = arena.words(NODE_WORDS * count)
  const thresholds = new Float64Array(words.buffer, words.byteOffset, 2 * count)
  for (let node = 0; node < count; node++) {
    thresholds[2 * node] = trees.threshold[node]!
    words[NODE_WORDS * node + 2] = 8 * trees.offset[node]!
    words[NODE_WORDS * node + 3] = trees.left[node]!
  }
  const leaves = arena.floats(count)
  leaves.set(trees.leaf)
  const roots = arena.words(2 * trees.root.length)
  for (const [tree, root] of trees.root.entries()) roots.set([root, trees.steps[tree]!], 2 * tree)
  const values = arena.floats(blockRows * 2 * columns)
  const margins = arena.floats(blockRows)
  const add = (rows: number) =>
    code.addLeaves(
      words.byteOffset,
      leaves.byteOffset,
      roots.byteOffset,
      trees.root.length,
      values.byteOffset,
      16 * columns,
      rows,
      margins.byteOffset,
    )
  return { values, margins, add, close }
}
