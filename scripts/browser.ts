// The end-to-end tests need a Chromium: finds one, else installs one (Debian's package as root, else Playwright's own).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { findChromium } from '../tests/e2e/findChromium.ts'

const MINUTES = 60_000

if (findChromium() === null) {
  console.log('No Chromium is installed; the end-to-end tests need one. Installing it (once, some minutes) ...')
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (isDebianRoot) {
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update', '-qq'])
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  }
  if (findChromium() === null) run('npx', ['playwright', 'install', 'chromium'])
  if (findChromium() === null) console.error('NO CHROMIUM COULD BE INSTALLED: the end-to-end tests will be SKIPPED.')
}

function run(command: string, words: readonly string[]): void {
  spawnSync(command, [...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 6 * MINUTES,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  })
}
