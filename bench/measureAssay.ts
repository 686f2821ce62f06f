import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustRun } from './assayProcess.ts'

/** `peakMiB` is the resident memory of the process with all its threads. */
export type Measured = { readonly seconds: number; readonly peakMiB: number }

const PRELOAD = new URL('./peakMemory.mjs', import.meta.url).href

/** Runs a command that must succeed, and measures it. */
export async function measureAssay(home: string, words: readonly string[]): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-peak-'))
  const peakFile = join(folder, 'peak')
  try {
    const { elapsedMs } = await mustRun(home, words, {
      NODE_OPTIONS: `--import="${PRELOAD}"`,
      ASSAY_PEAK_FILE: peakFile,
    })
    const measured = { seconds: elapsedMs / 1000, peakMiB: Number(readFileSync(peakFile, 'utf8')) / 1024 }
    console.log(`assay ${words.join(' ')}: ${measured.seconds.toFixed(1)} s, ${measured.peakMiB.toFixed(0)} MiB`)
    return measured
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
