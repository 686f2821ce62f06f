// Builds the page where it was never built, or where a source is younger than it.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const ROOT = join(import.meta.dirname, '..')
const SOURCES = ['src/renderer', 'src/core', 'vite.config.ts', 'package-lock.json']

const builtMs = changedMs(join(ROOT, 'out/page/index.html'))
if (SOURCES.some((source) => newestMs(join(ROOT, source)) > builtMs)) {
  console.log('Building the page ...')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The page could not be built. Try: npm run build')
    process.exit(1)
  }
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
