// Everything that must hold before a change is kept, apart from the tests: one line a check, its output where it fails.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { readSources } from '../tests/architecture/sourceFile.ts'

type Check = { readonly name: string; readonly command: string; readonly words: readonly string[] }
type Finding = Check & { readonly seconds: number; readonly passed: boolean; readonly output: string }

const ROOT = join(import.meta.dirname, '..')
const TOOLS = join(ROOT, 'node_modules', '.bin')

const CHECKS: readonly Check[] = [
  { name: 'format and lint', command: 'biome', words: ['ci', '--error-on-warnings', '--colors=off', '.'] },
  { name: 'types of core', command: 'tsc', words: ['-p', 'src/core'] },
  { name: 'types of main', command: 'tsc', words: ['-p', 'src/main'] },
  { name: 'types of renderer', command: 'tsc', words: ['-p', 'src/renderer'] },
  { name: 'types of preload', command: 'tsc', words: ['-p', 'src/preload'] },
  { name: 'types of tests, bench, scripts', command: 'tsc', words: ['-p', 'tests'] },
  { name: 'unused code and packages', command: 'knip', words: ['--no-progress', '--treat-config-hints-as-errors'] },
  {
    name: 'code that only tests use',
    command: 'knip',
    words: ['--no-progress', '--production', '--config', 'knip.production.json'],
  },
  { name: 'import table, circles, house rules', command: 'vitest', words: ['run', 'tests/architecture'] },
]

const findings: Finding[] = []
const waiting = [...CHECKS]
await Promise.all([runWaiting(), runWaiting(), runWaiting()])
for (const finding of findings.filter(({ passed }) => !passed))
  console.log(`\n--- ${finding.name}\n${finding.output.trim()}`)
console.log(`\n${sizes()}`)
const failed = findings.filter(({ passed }) => !passed)
console.log(failed.length === 0 ? '\nEvery check holds.' : `\n${failed.length} of ${findings.length} checks failed.`)
process.exitCode = failed.length === 0 ? 0 : 1

async function runWaiting(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const finding = await run(check)
    findings.push(finding)
    console.log(`${finding.passed ? 'ok    ' : 'FAILED'} ${finding.name} (${finding.seconds.toFixed(1)} s)`)
  }
}

function run(check: Check): Promise<Finding> {
  const startMs = performance.now()
  return new Promise((resolve) => {
    const child = spawn(check.command, [...check.words], {
      cwd: ROOT,
      env: { ...process.env, PATH: `${TOOLS}${delimiter}${process.env.PATH ?? ''}`, NO_COLOR: '1', FORCE_COLOR: '0' },
      shell: process.platform === 'win32',
    })
    let output = ''
    const listen = (bytes: Buffer) => {
      output += bytes.toString('utf8')
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    const finish = (passed: boolean) =>
      resolve({ ...check, passed, output, seconds: (performance.now() - startMs) / 1000 })
    child.on('error', (error) => {
      output += error.message
      finish(false)
    })
    child.on('close', (exitCode) => finish(exitCode === 0))
  })
}

function sizes(): string {
  const sources = readSources('src')
  const functions = sources.flatMap((source) => source.functions.map(({ lines }) => lines))
  return [
    `${sources.length} files of src: ${spread(sources.map(({ lines }) => lines))} lines (aim: median 60, p90 under 240)`,
    `${functions.length} functions: ${spread(functions)} lines (aim: under 25, at most 70)`,
  ].join('\n')
}

function spread(values: readonly number[]): string {
  const ascending = [...values].sort((a, b) => a - b)
  const at = (share: number) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0
  return `median ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)}`
}
