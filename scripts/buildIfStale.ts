import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'

const ROOT = join(import.meta.dirname, '..')
const TOOLS = join(ROOT, 'node_modules', '.bin')

export type Build = {
  readonly what: string
  readonly sources: readonly string[]
  /** The file that the build writes. */
  readonly built: string
  /** Taken away before: what is no more must not stay. */
  readonly folders: readonly string[]
  readonly commands: readonly (readonly [string, ...string[]])[]
}

/** Builds what was never built, or what has a source that is younger than it. Ends the process where that fails. */
export function buildIfStale({ what, sources, built, folders, commands }: Build): void {
  const builtMs = changedMs(join(ROOT, built))
  if (!sources.some((source) => newestMs(join(ROOT, source)) > builtMs)) return
  console.log(`Building ${what} ...`)
  for (const folder of folders) rmSync(join(ROOT, folder), { recursive: true, force: true })
  if (commands.every(run)) return
  console.error(`Building ${what} failed. Try: npm run build`)
  process.exit(1)
}

function run([command, ...words]: readonly [string, ...string[]]): boolean {
  const done = spawnSync(command, words, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${TOOLS}${delimiter}${process.env.PATH ?? ''}` },
    shell: process.platform === 'win32',
  })
  return done.status === 0
}

/** 0 where there is none. */
function changedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestMs(path: string): number {
  if (!statSync(path).isDirectory()) return changedMs(path)
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return Math.max(...entries.map((entry) => changedMs(join(path, entry))))
}
