import type { MachineCheck as Check, MachineReport } from '../../../core/contract/workbench/careViews.ts'
import type { Machine } from '../ports/machine.ts'

const NATIVE_PACKAGES = ['better-sqlite3', '@duckdb/node-api', '@resvg/resvg-js']
const GIBIBYTE = 2 ** 30
const LEAST_DISK_BYTES = GIBIBYTE
const GOOD_DISK_BYTES = 5 * GIBIBYTE
const LEAST_MEMORY_BYTES = 1.5 * GIBIBYTE
const GOOD_MEMORY_BYTES = 4 * GIBIBYTE

/** Everything the program needs of the machine, looked at one by one; no check stops another. */
export async function examineMachine(machine: Machine, home: string): Promise<MachineReport> {
  const checks = [
    nodeCheck(machine),
    ...(await Promise.all(NATIVE_PACKAGES.map((name) => packageCheck(machine, name)))),
    homeCheck(machine, home),
    diskCheck(machine, home),
    coresCheck(machine),
    memoryCheck(machine),
    zonesCheck(machine),
    fontCheck(machine),
    await kernelsCheck(machine),
  ]
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length
  return { checks, fails: count('fail'), warnings: count('warn') }
}

function check(id: string, state: Check['state'], found: string, advice: string): Check {
  return { id, state, found, advice: state === 'pass' ? '' : advice }
}

function nodeCheck(machine: Machine): Check {
  const version = machine.nodeVersion()
  const major = Number(version.split('.')[0])
  const state = major >= 24 ? 'pass' : 'fail'
  return check('node', state, `Node ${version}`, 'Start Assay with bin/assay after "npm ci": it brings Node 24 along.')
}

async function packageCheck(machine: Machine, name: string): Promise<Check> {
  const loaded = await machine.loadPackage(name)
  return loaded.ok
    ? check(`package ${name}`, 'pass', loaded.value, '')
    : check(`package ${name}`, 'fail', loaded.trouble.message, loaded.trouble.hint)
}

function homeCheck(machine: Machine, home: string): Check {
  const written = machine.tryWrite(home)
  return written.ok
    ? check('home', 'pass', `${home} is writable`, '')
    : check('home', 'fail', written.trouble.message, written.trouble.hint)
}

function diskCheck(machine: Machine, home: string): Check {
  const free = machine.freeDiskBytes(home)
  if (free === null) return check('disk', 'warn', 'free space is unknown', 'Make sure there are some gigabytes free.')
  const state = free < LEAST_DISK_BYTES ? 'fail' : free < GOOD_DISK_BYTES ? 'warn' : 'pass'
  return check(
    'disk',
    state,
    `${gibibytes(free)} free`,
    'Free some space: 5 GiB is comfortable, under 1 GiB an import may stop.',
  )
}

function coresCheck(machine: Machine): Check {
  const cores = machine.cores()
  return check('cores', cores < 2 ? 'warn' : 'pass', `${cores}`, 'With one core everything works, about half as fast.')
}

function memoryCheck(machine: Machine): Check {
  const total = machine.totalMemoryBytes()
  const state = total < LEAST_MEMORY_BYTES ? 'fail' : total < GOOD_MEMORY_BYTES ? 'warn' : 'pass'
  const found = `${gibibytes(total)}, ${gibibytes(machine.freeMemoryBytes())} free`
  return check('memory', state, found, 'A full run takes up to 1.5 GiB; close other programs or use --workers 1.')
}

/** Winter and summer of a known year: minus five and minus four hours. */
function zonesCheck(machine: Machine): Check {
  const winter = machine.newYorkOffsetMinutes(Date.UTC(2024, 0, 15))
  const summer = machine.newYorkOffsetMinutes(Date.UTC(2024, 6, 15))
  const right = winter === -300 && summer === -240
  return check(
    'time zones',
    right ? 'pass' : 'fail',
    right ? 'zone data is there' : 'zone data is missing or wrong',
    'Use the Node that npm installs (it has full ICU data): start Assay with bin/assay.',
  )
}

function fontCheck(machine: Machine): Check {
  const there = machine.hasFont()
  return check(
    'font',
    there ? 'pass' : 'fail',
    there ? 'Inter is there' : 'the font for charts is missing',
    'Run: npm ci',
  )
}

async function kernelsCheck(machine: Machine): Promise<Check> {
  const kernels = await machine.kernels()
  const state = kernels.every(({ kind }) => kind === 'wasm') ? 'pass' : 'warn'
  const found = kernels.map(({ work, kind }) => `${work} by ${kind === 'wasm' ? 'WebAssembly' : 'JavaScript'}`)
  const advice =
    'Results are the same, but slower: put the .wasm files of this version back, or use the Node that npm installs.'
  return check('kernels', state, found.join(', '), advice)
}

function gibibytes(bytes: number): string {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`
}
