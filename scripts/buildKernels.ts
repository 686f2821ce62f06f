import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = 'src/main/adapters/wasm'

/** Shared memory: it can grow while views on it stay good. Without asserts: the callers measure their columns. */
const FLAGS = [
  '-O3',
  '--enable',
  'simd',
  '--enable',
  'threads',
  '--runtime',
  'stub',
  '--noAssert',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
]

/** Each is a source `NAME.as.ts` and the `NAME.wasm` made of it. */
export const KERNEL_FILES = ['kernels', 'neuralKernels', 'trees'] as const

/** Compiles one of the kernels' sources to a file; the same source gives the same bytes. What the compiler says where it fails. */
export function buildKernels(name: (typeof KERNEL_FILES)[number], outFile: string): string | null {
  const compiler = join(ROOT, 'node_modules/assemblyscript/bin/asc.js')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [compiler, `${FOLDER}/${name}.as.ts`, '-o', outFile, ...FLAGS],
    { cwd: ROOT, encoding: 'utf8' },
  )
  return status === 0 ? null : `${stdout}${stderr}`
}

if (process.argv[1] === import.meta.filename) {
  const troubles = KERNEL_FILES.map((name) => buildKernels(name, join(ROOT, FOLDER, `${name}.wasm`)))
  for (const trouble of troubles) if (trouble !== null) console.error(trouble)
  process.exitCode = troubles.every((trouble) => trouble === null) ? 0 : 1
}
