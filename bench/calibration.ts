import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Summary } from '../src/core/contract/summary.ts'
import { mustRun } from './assayProcess.ts'
import type { Figure } from './figure.ts'
import { atLeast, atMost, told } from './figure.ts'

const BARS = 43_800
const POWER_STRENGTHS = [0, 1, 2, 3, 4, 5, 6] as const
const STRONG = 5

type Task = { readonly kind: 'noise' | 'planted'; readonly strength: number; readonly seed: number }
type Judged = Task & { readonly summary: Summary }

/** One whole run of the program on one sample, in a home of its own, so that no seed counts against another. */
async function judgeSample(task: Task): Promise<Judged> {
  const home = mkdtempSync(join(tmpdir(), 'assay-calibration-'))
  try {
    const strength = task.kind === 'planted' ? ['--strength', String(task.strength)] : []
    await mustRun(home, ['workspace', 'create', 'pair', '--primary', 'BTC', '--secondary', 'ETH'])
    await mustRun(home, [
      'data',
      'sample',
      'pair',
      '--kind',
      task.kind,
      ...strength,
      '--seed',
      String(task.seed),
      '--bars',
      String(BARS),
      '--progress',
      'none',
    ])
    await mustRun(home, ['pipeline', 'run', 'pair', '--workers', '1', '--progress', 'none'])
    const file = join(home, 'workspaces', 'pair', 'final output', 'reports', 'final_output_summary.json')
    const summary: Summary = JSON.parse(readFileSync(file, 'utf8'))
    return { ...task, summary }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function judgeAll(tasks: readonly Task[]): Promise<readonly Judged[]> {
  const queue = [...tasks]
  const done: Judged[] = []
  const work = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const judged = await judgeSample(task)
      done.push(judged)
      const failed = judged.summary.gates.filter((gate) => !gate.pass).map((gate) => gate.id)
      const name = task.kind === 'noise' ? 'noise' : `planted ${task.strength}`
      console.log(
        `${done.length}/${tasks.length} ${name} seed ${task.seed}: ${judged.summary.verdict}${failed.length > 0 ? ` (${failed.join(' ')})` : ''}`,
      )
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return done
}

function edges(judged: readonly Judged[], kind: Task['kind'], strength: number): number {
  return judged.filter((one) => one.kind === kind && one.strength === strength && one.summary.verdict === 'edge').length
}

/**
 * `--first-seed N --seeds K` (60): noise must be called an edge in at most a tenth of the seeds, a planted Sharpe of 5 in at least five sixths.
 * `--power-seeds M` (12): the share of edges for strengths 0 to 6 on M seeds each.
 */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      'first-seed': { type: 'string', default: '1' },
      seeds: { type: 'string', default: '60' },
      'power-seeds': { type: 'string', default: '12' },
    },
  })
  const first = Number(values['first-seed'])
  const seeds = Number(values.seeds)
  const powerSeeds = Math.min(Number(values['power-seeds']), seeds)
  const from = (count: number) => Array.from({ length: count }, (_, index) => first + index)
  const tasks: Task[] = [
    ...from(seeds).map((seed) => ({ kind: 'noise' as const, strength: 0, seed })),
    ...from(seeds).map((seed) => ({ kind: 'planted' as const, strength: STRONG, seed })),
    ...POWER_STRENGTHS.filter((strength) => strength !== STRONG).flatMap((strength) =>
      from(powerSeeds).map((seed) => ({ kind: 'planted' as const, strength, seed })),
    ),
  ]
  const judged = await judgeAll(tasks)
  const power = POWER_STRENGTHS.map((strength) => {
    const count = strength === STRONG ? seeds : powerSeeds
    return told(
      `power-strength-${strength}`,
      edges(judged, 'planted', strength) / Math.max(1, count),
      `share-of-${count}`,
    )
  })
  return [
    atMost('noise-judged-edge', edges(judged, 'noise', 0), `of-${seeds}`, Math.floor(seeds / 10)),
    atLeast('planted-5-judged-edge', edges(judged, 'planted', STRONG), `of-${seeds}`, Math.ceil((seeds * 5) / 6)),
    ...power,
  ]
}
