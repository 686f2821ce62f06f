import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import process from 'node:process'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TypeFault } from '../../engine/ports/ownFeatures.ts'

const LIMIT_MS = 60_000
/** No DOM and no Node: a feature is given its bars and reads nothing else. */
const OPTIONS = {
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: false,
  target: 'es2024',
  lib: ['es2024'],
  types: [],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
}

/** The files of one folder under strict types, and whether each exports a feature. */
export async function checkTypes(folder: string, fileNames: readonly string[]): Promise<Outcome<readonly TypeFault[]>> {
  const room = mkdtempSync(join(tmpdir(), 'assay-types-'))
  try {
    writeFileSync(join(room, 'tsconfig.json'), JSON.stringify(project(room, folder, fileNames)))
    const ended = await runChecker(room)
    if (!ended.ok) return ended
    const faults = faultsOf(ended.value.output, room, folder)
    if (ended.value.code === 0 || faults.length > 0) return success(faults)
    return checkerFailed(ended.value.output.split('\n')[0] ?? '')
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}

/** Beside each file stands one that needs its `feature` to be one. */
function project(room: string, folder: string, fileNames: readonly string[]) {
  const files = fileNames.flatMap((fileName) => {
    const check = join(room, `${basename(fileName, '.ts')}.check.ts`)
    const from = (name: string) => JSON.stringify(join(folder, name))
    writeFileSync(
      check,
      `import type { AssayFeature } from ${from('assay-feature.d.ts')}\nimport { feature } from ${from(fileName)}\nfeature satisfies AssayFeature\n`,
    )
    return [join(folder, fileName), check]
  })
  return { compilerOptions: OPTIONS, files }
}

type Ended = { readonly code: number | null; readonly output: string }

function runChecker(room: string): Promise<Outcome<Ended>> {
  const checker = checkerPath()
  if (checker === null) return Promise.resolve(checkerFailed('the package typescript is not installed'))
  return new Promise((done) => {
    const child = spawn(process.execPath, [checker, '-p', room, '--pretty', 'false'], {
      cwd: room,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
    const listen = (bytes: Buffer) => {
      output += bytes.toString('utf8')
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', (error) => {
      clearTimeout(timer)
      done(checkerFailed(error.message))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      done(code === null ? checkerFailed('it was stopped') : success({ code, output }))
    })
  })
}

function checkerPath(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  } catch {
    return null
  }
}

/** `a.ts(3,5): error TS2322: ...`; what is said of a check file is a fault of the file that it checks. */
function faultsOf(output: string, room: string, folder: string): readonly TypeFault[] {
  return output.split('\n').flatMap((line) => {
    const match = /^(.+?)\(([0-9]+),[0-9]+\): error (.+)$/.exec(line.trim())
    if (match === null) return []
    const path = resolve(room, match[1]!)
    const checked = /^(.+)\.check\.ts$/.exec(basename(path))
    if (checked !== null && dirname(path) === resolve(room))
      return [{ file: `${checked[1]}.ts`, line: 1, text: match[3]! }]
    return [{ file: relative(folder, path), line: Number(match[2]), text: match[3]! }]
  })
}

function checkerFailed(why: string): Outcome<never> {
  return failure(
    'type-check-failed',
    `The types of your own features could not be checked: ${why.replace(/\.$/, '')}.`,
    'Install the program again, or leave the features of the field own out.',
  )
}
