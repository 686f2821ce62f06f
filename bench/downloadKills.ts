import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createStream } from '../src/core/stats/seededStream.ts'
import type { RunningGateway } from '../src/main/adapters/gateway/gatewayServer.ts'
import { mustRun, runAssay } from './assayProcess.ts'
import { downloadWords, withGateway } from './benchGateway.ts'
import type { Figure } from './figure.ts'
import { atLeast, atMost, told } from './figure.ts'
import { withHome } from './withHome.ts'

const RANGE = ['2019-01-01', '2020-07-01'] as const
const FILES = ['btc', 'eth'].flatMap((symbol) => [
  `data/raw/${symbol}_1h_all.csv`,
  `data/raw/${symbol}_1h_all.parquet`,
  `data/clean/${symbol}_1h.parquet`,
])
/** So long a question is open, so that kills land in the middle of one. */
const ANSWER_MS = 150
/** Every other kill comes at any moment after the start, mostly while the limiter waits. */
const START_MS = 500
const MOST_MS = 5_000
/** The others come so long after one of the first questions: while it is open, while its answer is written, or while files are made. */
const QUESTIONS = 6
const AFTER_QUESTION_MS = 500

function dataHash(home: string, workspace: string): string {
  const hash = createHash('sha256')
  for (const file of FILES) hash.update(readFileSync(join(home, 'workspaces', workspace, file)))
  return hash.digest('hex')
}

/**
 * What was asked of the history servers from question `first` on, as often as it was asked. Look-ups of contracts cost them nothing, and
 * are made anew until the download has begun.
 */
function askedSince(gateway: RunningGateway, first: number): readonly string[] {
  return gateway
    .record()
    .requests.slice(first)
    .filter(({ kind }) => kind !== 'contract')
    .map(({ kind, identity }) => `${kind} ${identity}`)
}

/** Questions beyond those that an undisturbed download asks. */
function beyond(asked: readonly string[], expected: readonly string[]): readonly string[] {
  const left = [...expected]
  return asked.filter((one) => {
    const place = left.indexOf(one)
    if (place !== -1) left.splice(place, 1)
    return place === -1
  })
}

type Whole = { readonly hash: string; readonly asked: readonly string[]; readonly elapsedMs: number }
type Killed = { readonly kills: number; readonly again: number; readonly mostForAKill: number; readonly same: boolean }

async function undisturbed(home: string, gateway: RunningGateway): Promise<Whole> {
  await mustRun(home, ['workspace', 'create', 'whole', '--primary', 'BTC', '--secondary', 'ETH'])
  const { elapsedMs } = await mustRun(home, downloadWords('whole', gateway.port, ...RANGE))
  return { hash: dataHash(home, 'whole'), asked: askedSince(gateway, 0), elapsedMs }
}

/** Called for each question that the gateway gets. */
type Hook = { onQuestion: () => void }

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

/** Kills the process once; the answer calls it off. */
function armKill(pid: number, atQuestion: boolean, hook: Hook, nextUniform: () => number): () => void {
  let timer: NodeJS.Timeout | undefined
  const killAfter = (ms: number) => {
    timer = setTimeout(() => killIfThere(pid), ms)
  }
  const afterMs = nextUniform() * (atQuestion ? AFTER_QUESTION_MS : MOST_MS)
  let left = Math.floor(nextUniform() * QUESTIONS)
  if (!atQuestion) killAfter(START_MS + afterMs)
  else
    hook.onQuestion = () => {
      if (left-- === 0) killAfter(afterMs)
    }
  return () => {
    clearTimeout(timer)
    hook.onQuestion = () => {}
  }
}

/** One download from its beginning to its end, killed on the way at most `most` times. */
async function killedDownload(
  home: string,
  name: string,
  gateway: RunningGateway,
  whole: Whole,
  most: number,
  arm: (pid: number, kill: number) => () => void,
): Promise<Killed> {
  await mustRun(home, ['workspace', 'create', name, '--primary', 'BTC', '--secondary', 'ETH'])
  const words = downloadWords(name, gateway.port, ...RANGE)
  const first = gateway.record().requests.length
  const again = () => beyond(askedSince(gateway, first), whole.asked).length
  let kills = 0
  let before = 0
  let mostForAKill = 0
  for (;;) {
    let callOff = () => {}
    const finished = await runAssay(home, words, (pid) => {
      if (kills < most) callOff = arm(pid, kills)
    })
    callOff()
    mostForAKill = Math.max(mostForAKill, again() - before)
    before = again()
    if (finished.status === 0) break
    if (finished.status !== null) throw new Error(`The download failed: ${finished.errors}${finished.output}`)
    kills++
    console.log(
      `${name}: kill ${kills}, ${askedSince(gateway, first).length} questions so far, ${before} of them again`,
    )
  }
  return { kills, again: before, mostForAKill, same: dataHash(home, name) === whole.hash }
}

/**
 * `--kills N` (30) `--seed S`: a download of the real program, killed (SIGKILL) at random moments and run again each time. Its files must
 * be those of an undisturbed download, and a kill may cost one question. What is asked again within 15 s waits, killed or not.
 */
export const run = (words: readonly string[]): Promise<readonly Figure[]> =>
  withHome((home) => {
    const { values } = parseArgs({
      args: [...words],
      options: { kills: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
    })
    const hook: Hook = { onQuestion: () => {} }
    const faults = () => {
      hook.onQuestion()
      return null
    }
    return withGateway({ answerDelayMs: ANSWER_MS, faults }, async (gateway) => {
      const wanted = Number(values.kills)
      const stream = createStream(Number(values.seed), 'download-kills')
      const whole = await undisturbed(home, gateway)
      const seconds = (whole.elapsedMs / 1000).toFixed(1)
      console.log(`undisturbed: ${whole.asked.length} questions in ${seconds} s`)
      const all: Killed[] = []
      const kills = () => all.reduce((sum, one) => sum + one.kills, 0)
      while (kills() < wanted) {
        const name = `killed-${all.length + 1}`
        const left = wanted - kills()
        const arm = (pid: number, kill: number) => armKill(pid, kill % 2 === 0, hook, () => stream.nextUniform())
        all.push(await killedDownload(home, name, gateway, whole, left, arm))
      }
      return [
        atLeast('kills', kills(), 'SIGKILL', wanted),
        told('downloads', all.length, 'downloads'),
        atMost('downloads-with-other-bytes', all.filter(({ same }) => !same).length, 'downloads', 0),
        told(
          'questions-again',
          all.reduce((sum, { again }) => sum + again, 0),
          'questions',
        ),
        atMost('questions-again-for-a-kill', Math.max(...all.map(({ mostForAKill }) => mostForAKill)), 'questions', 1),
        atMost('pacing-breaks', gateway.record().breaks.length, 'breaks', 0),
      ]
    })
  })
