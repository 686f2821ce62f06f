// Installs the locked packages when they are missing or stale. Runs on any Node, before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const lock = readFileSync(new URL('../package-lock.json', import.meta.url))
const stamp = new URL('../node_modules/.assay-lock-sha256', import.meta.url)
const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
const have = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''

if (have !== wanted) {
  console.log('Installing the locked packages (once, about a minute) ...')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: new URL('..', import.meta.url),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The packages could not be installed. Is the npm registry reachable? Try: npm ci')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}
