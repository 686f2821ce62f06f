import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { createCliProcesses } from '../../../src/main/adapters/processes/cliProcesses.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'

const ENTRY = new URL('./oddChild.ts', import.meta.url)

function started(...words: readonly string[]) {
  const events: JobEvent[] = []
  let ends = 0
  let first: () => void = () => {}
  const firstEvent = new Promise<void>((resolve) => {
    first = resolve
  })
  let end: (outcome: Outcome<unknown>) => void = () => {}
  const ended = new Promise<Outcome<unknown>>((resolve) => {
    end = resolve
  })
  const child = valueFrom(
    createCliProcesses({ home: '/some home', entry: ENTRY }).start(words, {
      onEvent: (event) => {
        events.push(event)
        first()
      },
      onEnd: (outcome) => {
        ends++
        end(outcome)
      },
    }),
  )
  onTestFinished(() => child.kill())
  return { child, events, firstEvent, ended, ends: () => ends }
}

async function endOf(mode: string) {
  const run = started(mode)
  const outcome = await run.ended
  return { outcome, events: run.events, ends: run.ends() }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
  } catch {
    return false
  }
}

describe('a command as a process', () => {
  test('the words, the home and the forms of its answers; it does not ask an engine', async () => {
    expect(valueFrom((await endOf('words')).outcome)).toEqual({
      words: ['--home=/some home', '--json', 'words', '--progress=json'],
      direct: '1',
    })
  })

  test('events and result in pieces, letters cut in two, a last line without an end', async () => {
    const { outcome, events, ends } = await endOf('pieces')
    expect(valueFrom(outcome)).toEqual([1, 2])
    expect(events).toMatchObject([
      { type: 'beat', done: 1, note: 'é' },
      { type: 'beat', done: 2 },
      { type: 'note', text: 'no line end' },
    ])
    expect(ends).toBe(1)
  })

  test('what is no event is passed over, huge lines too; trouble is told as it stands', async () => {
    const { outcome, events } = await endOf('noise')
    expect(events).toEqual([{ type: 'note', text: 'after' }])
    expect(outcome).toEqual({
      ok: false,
      trouble: { code: 'no-data', message: 'There is nothing.', hint: 'Import.' },
    })
  })

  test.each([
    ['nothing', 'job-died', 'exit code 7'],
    ['garbage', 'job-result-unreadable', ''],
    ['two', 'job-result-unreadable', ''],
    ['done-nothing', 'job-result-unreadable', ''],
    ['flood', 'job-result-unreadable', ''],
    ['memory', 'job-died', 'heap out of memory'],
  ])('%s: %s', async (mode, code, says) => {
    const { outcome } = await endOf(mode)
    expect(codeOf(outcome)).toBe(code)
    expect(JSON.stringify(outcome)).toContain(says)
  })

  test('out of memory has a hint of its own', async () => {
    const { outcome } = await endOf('memory')
    expect(outcome).toMatchObject({ trouble: { hint: expect.stringContaining('fewer workers') } })
  })

  test('killed from outside: it died, and can be started again', async () => {
    const { child, firstEvent, ended } = started('polite')
    await firstEvent
    process.kill(child.pid, 'SIGKILL')
    const outcome = await ended
    expect(outcome).toMatchObject({
      trouble: { code: 'job-died', hint: 'Start it again: it goes on where it stopped.' },
    })
    expect(JSON.stringify(outcome)).toContain('signal SIGKILL')
  })

  test('cancel asks once, however often it is called; the child says its last word itself', async () => {
    const { child, firstEvent, ended } = started('polite')
    await firstEvent
    child.cancel()
    await new Promise((resolve) => setTimeout(resolve, 50))
    child.cancel()
    expect(await ended).toMatchObject({ trouble: { code: 'cancelled', message: 'Cancelled by 1.' } })
    expect(() => child.kill()).not.toThrow()
  })

  test('cancelled before it could listen, or ended at once because it would not stop: cancelled', async () => {
    const early = started('polite')
    early.child.cancel()
    expect(codeOf(await early.ended)).toBe('cancelled')
    const stubborn = started('stubborn')
    await stubborn.firstEvent
    stubborn.child.cancel()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(isAlive(stubborn.child.pid)).toBe(true)
    stubborn.child.kill()
    expect(codeOf(await stubborn.ended)).toBe('cancelled')
  })

  test('it is patient where others want the processor', async () => {
    const { child, firstEvent } = started('polite')
    await firstEvent
    expect(getPriority(child.pid)).toBe(constants.priority.PRIORITY_BELOW_NORMAL)
    expect(getPriority(process.pid)).toBeLessThan(constants.priority.PRIORITY_BELOW_NORMAL)
  })

  test('a word that no process can be given', () => {
    const processes = createCliProcesses({ home: '/', entry: ENTRY })
    expect(codeOf(processes.start(['a\0b'], { onEvent: () => {}, onEnd: () => {} }))).toBe('job-not-started')
  })

  test('when the engine is killed its child ends by itself', async () => {
    const file = join(temporaryFolder(), 'pid')
    const engine = spawn(process.execPath, [fileURLToPath(new URL('./oddEngine.ts', import.meta.url)), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void engine.kill('SIGKILL'))
    await once(engine.stdout, 'data')
    const pid = Number(readFileSync(file, 'utf8').split(' ')[0])
    expect(isAlive(pid)).toBe(true)
    engine.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
  })
})
