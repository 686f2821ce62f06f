// npm start: the desktop window; where Electron cannot be had, the same page in a browser. Words after `--` go to whichever opens.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const ROOT = join(import.meta.dirname, '..')
const ELECTRON = join(ROOT, 'node_modules/electron')
const CLI = join(ROOT, 'src/main/doors/cli/main.ts')
const FETCH_LIMIT_MS = 10 * 60_000
/** A window that ends with an error so soon was never there. */
const FALSE_START_MS = 10_000

const words = process.argv.slice(2)
const obstacle = haveElectron() ?? screenObstacle()
if (obstacle === null) openWindow(electronProgram())
else openBrowser(obstacle)

/** Null: it is there. */
function haveElectron(): string | null {
  const { version } = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8'))
  if (isInstalled(version)) return null
  console.log(`Fetching Electron ${version} (once, about 120 MB) ...`)
  const fetched = spawnSync(process.execPath, [join(ELECTRON, 'install.js')], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: FETCH_LIMIT_MS,
  })
  if (fetched.status === 0 && isInstalled(version)) return null
  const said = fetched.stderr.split('\n').find((line) => /error/i.test(line)) ?? `exit code ${fetched.status}`
  return `Electron could not be fetched (${said.trim().replace(/^\w*Error: /, '')})`
}

function isInstalled(version: string): boolean {
  const dist = join(ELECTRON, 'dist', 'version')
  return (
    existsSync(join(ELECTRON, 'path.txt')) &&
    existsSync(dist) &&
    readFileSync(dist, 'utf8').trim().replace(/^v/, '') === version &&
    existsSync(electronProgram())
  )
}

function electronProgram(): string {
  return join(ELECTRON, 'dist', readFileSync(join(ELECTRON, 'path.txt'), 'utf8').trim())
}

function screenObstacle(): string | null {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const none = process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY
  return none ? 'There is no screen for a window (neither DISPLAY nor WAYLAND_DISPLAY is set)' : null
}

function openWindow(program: string): void {
  const startedMs = performance.now()
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env
  const child = spawn(program, [ROOT, ...words], { stdio: ['inherit', 'inherit', 'pipe'], env: environment })
  let last = ''
  child.stderr.on('data', (bytes: Buffer) => {
    process.stderr.write(bytes)
    last = bytes.toString('utf8').trim().split('\n').at(-1) ?? last
  })
  child.once('error', (error) => openBrowser(`Electron could not be started (${error.message})`))
  child.once('exit', (exitCode, signal) => {
    const how = signal ?? `exit code ${exitCode}`
    const isFalseStart = exitCode !== 0 && performance.now() - startedMs < FALSE_START_MS
    if (isFalseStart) openBrowser(`The window could not be opened (${how}${last === '' ? '' : `: ${last}`})`)
    else process.exitCode = exitCode ?? 1
  })
  passSignals(child.kill.bind(child))
}

function openBrowser(why: string): void {
  console.error(`${why}: the workbench opens in the browser instead.`)
  const child = spawn(process.execPath, [CLI, 'serve', '--open', ...words], { stdio: 'inherit' })
  child.once('exit', (exitCode) => {
    process.exitCode = exitCode ?? 1
  })
  passSignals(child.kill.bind(child))
}

/** A Ctrl-C reaches the child by itself; what is sent to this process alone is handed on. */
function passSignals(kill: (signal: NodeJS.Signals) => void): void {
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => kill('SIGTERM'))
}
