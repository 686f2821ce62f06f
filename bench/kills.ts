import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createStream } from '../src/core/stats/seededStream.ts'
import { mustRun, runAssay } from './assayProcess.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'

const WORKSPACE = 'pair'

async function prepare(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'assay-kills-'))
  await mustRun(home, ['workspace', 'create', WORKSPACE, '--primary', 'BTC', '--secondary', 'ETH'])
  await mustRun(home, [
    'data',
    'sample',
    WORKSPACE,
    '--kind',
    'planted',
    '--strength',
    '5',
    '--seed',
    '3',
    '--bars',
    '43800',
    '--progress',
    'none',
  ])
  return home
}

const RUN = ['pipeline', 'run', WORKSPACE, '--progress', 'none']

/** One hash over the names and bytes of everything published. */
function publishedHash(home: string): string {
  const hash = createHash('sha256')
  for (const folder of ['final output', 'exports']) {
    const root = join(home, 'workspaces', WORKSPACE, folder)
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      hash.update(path.slice(root.length)).update(readFileSync(path))
    }
  }
  return hash.digest('hex')
}

/**
 * `--kills N` (50) `--seed S`: the same run killed N times at random moments (SIGKILL) and continued each time; what it publishes at last must be
 * byte for byte what an undisturbed run publishes. A run that comes to its end is begun again from its first stage, until N kills have hit.
 */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: [...words],
    options: { kills: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
  })
  const kills = Number(values.kills)
  const stream = createStream(Number(values.seed), 'kills')
  const homes = [await prepare(), await prepare()] as const
  try {
    const whole = await mustRun(homes[0], RUN)
    let hit = 0
    let same = 0
    let ended = 0
    let wasComplete = false
    while (hit < kills) {
      const afterMs = 300 + stream.nextUniform() * Math.min(whole.elapsedMs, 6000)
      let timer: NodeJS.Timeout | undefined
      const redo = wasComplete ? ['--from', 'prepare'] : []
      const finished = await runAssay(homes[1], [...RUN, ...redo], (pid) => {
        timer = setTimeout(() => process.kill(pid, 'SIGKILL'), afterMs)
      })
      clearTimeout(timer)
      wasComplete = finished.status === 0
      if (finished.status === 0) {
        ended++
        if (publishedHash(homes[1]) === publishedHash(homes[0])) same++
      } else if (finished.status === null) {
        hit++
        console.log(`kill ${hit}/${kills} after ${Math.round(afterMs)} ms`)
      } else throw new Error(`The run failed: ${finished.errors}${finished.output}`)
    }
    await mustRun(homes[1], RUN)
    const last = publishedHash(homes[1]) === publishedHash(homes[0])
    return [
      told('kills', hit, 'SIGKILL'),
      told('runs-that-ended-between', ended, 'runs'),
      atMost('published-bytes-differ', ended - same + (last ? 0 : 1), 'runs', 0),
    ]
  } finally {
    for (const home of homes) rmSync(home, { recursive: true, force: true })
  }
}
