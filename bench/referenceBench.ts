import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import type { LegColumns } from '../src/core/market/pairColumns.ts'

/** The data of the reference works, and its kernels in C where they could be compiled. */
export type Reference = {
  readonly column: (name: string) => Float64Array
  /** A file of the data as it is. */
  readonly bytes: (name: string) => Uint8Array
  readonly folder: string
  readonly leg: (name: string) => LegColumns
  /** Seconds of processor of one kernel of a compiled program, by the name of its work; null: no compiler. */
  readonly cpuSeconds: (program: 'w1w2' | 'w7') => ReadonlyMap<string, number> | null
  /** What a compiled program prints, one run of each kernel; null: no compiler. */
  readonly output: (program: 'w1w2' | 'w3' | 'w7') => string | null
}

/** What a program prints a kernel. Only the plain loops count. */
const LINE = /"work":"([^"]+)","peer":"c-scalar".*"cpu_s":([0-9.e-]+)/

/** The reference works at `ASSAY_BENCH`, else `../shared/bench`; null, said aloud, where they are not there. */
export async function withReference<T>(use: (reference: Reference) => Promise<T>): Promise<T | null> {
  const source = resolve(process.env.ASSAY_BENCH ?? '../shared/bench')
  if (!existsSync(join(source, 'gen.mjs'))) {
    console.log(`No reference works at ${source}: set ASSAY_BENCH. Nothing is measured.`)
    return null
  }
  const folder = mkdtempSync(join(tmpdir(), 'assay-reference-'))
  try {
    const data = process.env.ASSAY_BENCH_DATA ?? join(folder, 'data')
    if (!existsSync(join(data, 'returns.f64'))) makeData(source, data)
    const programs = compile(source, folder)
    if (programs === null) console.log('No C compiler: times are told without their reference.')
    return await use(referenceOf(data, programs))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeData(source: string, data: string): void {
  const made = spawnSync(process.execPath, [join(source, 'gen.mjs')], {
    env: { ...process.env, BENCH_DATA: data },
    encoding: 'utf8',
  })
  console.log(made.stdout.trim())
  if (made.status !== 0) throw new Error(made.stderr)
}

/** The programs are built in a folder of our own: the reference may not be written to. */
function compile(source: string, folder: string): string | null {
  const place = join(folder, 'programs')
  mkdirSync(place)
  const bin = join(place, 'bin')
  mkdirSync(bin)
  for (const name of ['w1w2', 'w3', 'w7']) {
    const flags = ['-O3', '-march=native', '-mprefer-vector-width=512', '-fno-math-errno']
    const built = spawnSync(process.env.CC ?? 'gcc', [
      ...flags,
      join(source, 'c', `${name}.c`),
      '-o',
      join(bin, name),
      '-lm',
    ])
    if (built.status !== 0) return null
  }
  return bin
}

function referenceOf(data: string, programs: string | null): Reference {
  const column = (name: string): Float64Array => {
    const bytes = readFileSync(join(data, `${name}.f64`))
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  }
  const output: Reference['output'] = (program) => {
    if (programs === null) return null
    const env = { ...process.env, BENCH_DATA: data, RUNS: '1' }
    return spawnSync(join(programs, program), { env, encoding: 'utf8' }).stdout
  }
  return {
    column,
    bytes: (name) => Uint8Array.from(readFileSync(join(data, name))),
    folder: data,
    output,
    leg: (name) => ({
      open: column(`${name}.open`),
      high: column(`${name}.high`),
      low: column(`${name}.low`),
      close: column(`${name}.close`),
      volume: column(`${name}.volume`),
    }),
    cpuSeconds: (program) => {
      const printed = output(program)
      if (printed === null) return null
      return new Map(
        printed.split('\n').flatMap((line) => {
          const found = LINE.exec(line)
          return found === null ? [] : [[found[1]!, Number(found[2])] as const]
        }),
      )
    },
  }
}
