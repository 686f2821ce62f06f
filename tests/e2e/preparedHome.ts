import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const CLI = join(import.meta.dirname, '../../src/main/doors/cli/main.ts')

/** A home in which these commands have been done; removed after the work. */
export async function withHome(
  commands: readonly (readonly string[])[],
  work: (home: string) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
  try {
    for (const words of commands) execFileSync(process.execPath, [CLI, ...words, '--home', home], { stdio: 'pipe' })
    await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10 })
  }
}
