import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, freemem, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Machine } from '../../engine/ports/machine.ts'

const FONT_FILE = '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'

const packages = createRequire(import.meta.url)

export const systemMachine: Omit<Machine, 'kernels'> = {
  nodeVersion: () => process.versions.node,
  loadPackage,
  tryWrite,
  freeDiskBytes,
  cores: availableParallelism,
  totalMemoryBytes: totalmem,
  freeMemoryBytes: freemem,
  newYorkOffsetMinutes,
  hasFont: () => resolvable(FONT_FILE) !== null,
}

async function loadPackage(name: string): Promise<Outcome<string>> {
  try {
    await import(name)
    return success(versionOf(name))
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return failure('module-missing', `The package ${name} does not load: ${reason}`, 'Run: npm ci')
  }
}

/** Not every package lets its package.json be imported, so it is looked for above the main file. */
function versionOf(name: string): string {
  const main = resolvable(name)
  for (let folder = main === null ? '/' : dirname(main); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (!existsSync(file)) continue
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof content === 'object' && content !== null && 'version' in content) return String(content.version)
  }
  return 'unknown version'
}

function resolvable(specifier: string): string | null {
  try {
    return packages.resolve(specifier)
  } catch {
    return null
  }
}

function tryWrite(folder: string): Outcome<void> {
  const file = join(folder, `.assay-doctor-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, 'ok')
    rmSync(file)
    return success(undefined)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return failure(
      'not-writable',
      `Nothing can be written in ${folder} (${reason}).`,
      'Choose another home with --home or ASSAY_HOME.',
    )
  }
}

function freeDiskBytes(folder: string): number | null {
  let existing = folder
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing)
  try {
    const disk = statfsSync(existing)
    return disk.bavail * disk.bsize
  } catch {
    return null
  }
}

function newYorkOffsetMinutes(instantMs: number): number | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeZoneName: 'longOffset' })
    const name = format.formatToParts(instantMs).find((part) => part.type === 'timeZoneName')?.value ?? ''
    const match = /GMT([+-])(\d\d):(\d\d)/.exec(name)
    if (match === null) return null
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
  } catch {
    return null
  }
}
