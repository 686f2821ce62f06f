import { describe, expect, it } from 'vitest'
import { type BeatEvent, type JobEvent, jobEventSchema } from '../../../src/core/contract/jobEvent.ts'
import { createProgress } from '../../../src/main/doors/cli/progress/createProgress.ts'
import { durationText } from '../../../src/main/doors/cli/progress/durationText.ts'
import type { ProgressMode } from '../../../src/main/doors/cli/progress/progressDisplay.ts'
import { progressLines } from '../../../src/main/doors/cli/progress/progressLines.ts'
import { EMPTY_PROGRESS, foldProgress } from '../../../src/main/doors/cli/progress/progressState.ts'
import { fakeTerminal } from './fakeTerminal.ts'

function beat(change: Partial<BeatEvent> = {}): BeatEvent {
  return { type: 'beat', stage: 'events', done: 1, total: 4, elapsedMs: 0, etaMs: null, note: '', ...change }
}

const STORY: readonly JobEvent[] = [
  beat({ stage: 'start', total: 0 }),
  { type: 'stage-start', stage: 'prepare', elapsedSeconds: 0 },
  beat({ stage: 'prepare' }),
  { type: 'stage-end', stage: 'prepare', elapsedSeconds: 1.25 },
  { type: 'note', text: 'fold 1 relaxed' },
  { type: 'stage-start', stage: 'events', elapsedSeconds: 1.25 },
  beat({ elapsedMs: 1500, etaMs: 90_000, note: 'detector 1' }),
]

function shown(mode: ProgressMode | undefined, events: readonly JobEvent[], live = false): string {
  const terminal = fakeTerminal({ live })
  const display = createProgress(terminal, mode)
  for (const event of events) display.show(event)
  display.close()
  expect(terminal.out()).toBe('')
  return terminal.err()
}

/** What a screen shows after it obeyed the few codes that are used. */
function screenOf(text: string): readonly string[] {
  let lines: string[] = []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what this reads
  for (const [piece, up] of text.matchAll(/\u001b\[(\d+)A\r\u001b\[0J|\u001b\[\?25[lh]|[^\u001b\n]*\n/g)) {
    if (up !== undefined) lines = lines.slice(0, lines.length - Number(up))
    else if (!piece.startsWith('\u001b')) lines.push(piece.slice(0, -1))
  }
  return lines
}

describe('--progress json', () => {
  it('is one event a line, as in the contract', () => {
    const lines = shown('json', STORY).trimEnd().split('\n')
    expect(lines.map((line) => jobEventSchema.parse(JSON.parse(line)))).toEqual(STORY)
    expect(lines[6]).toBe(
      '{"type":"beat","stage":"events","done":1,"total":4,"elapsedMs":1500,"etaMs":90000,"note":"detector 1"}',
    )
  })
})

describe('plain lines', () => {
  it('are the default where there is no screen', () => {
    expect(shown(undefined, STORY).split('\n')).toEqual([
      'start: 0:00',
      'prepare: started',
      'prepare: 1/4, 0:00',
      'prepare: done in 1.3 s',
      'fold 1 relaxed',
      'events: started',
      'events: 1/4, 0:02, about 1:30 left - detector 1',
      '',
    ])
  })

  it('show at most one beat a second', () => {
    const beats = Array.from({ length: 100 }, (_, index) => beat({ elapsedMs: index * 100 }))
    expect(shown('plain', beats).trimEnd().split('\n')).toHaveLength(10)
  })

  it('let no escape code or line end through', () => {
    expect(shown('plain', [{ type: 'note', text: 'a\u001b[2Jb\r\nc\u2028d' }])).toBe('a [2Jb c d\n')
  })
})

describe('the live block', () => {
  it('is the default on a screen and ends with one line a stage and the notes above', () => {
    expect(screenOf(shown(undefined, STORY, true))).toEqual([
      'fold 1 relaxed',
      '✓ prepare       1.3 s',
      `▶ events        ${'█'.repeat(6)}${'░'.repeat(18)}  25 %  0:02  left 1:30`,
      '                detector 1',
    ])
  })

  it('gives the cursor back', () => {
    const text = shown('live', STORY)
    expect(text.startsWith('\u001b[?25l')).toBe(true)
    expect(text.endsWith('\u001b[?25h')).toBe(true)
  })

  it('never draws wider than the screen, whatever the note', () => {
    const state = foldProgress(EMPTY_PROGRESS, beat({ note: `x${'\n\t'.repeat(5)}${'long '.repeat(100)}` }))
    for (const columns of [10, 40, 80])
      for (const line of progressLines(state, columns)) expect([...line].length).toBeLessThan(columns)
  })

  it.each([
    [0, 0],
    [5, 0],
    [9, 4],
    [-1, 4],
  ])('draws a bar for %d of %d', (done, total) => {
    const [line] = progressLines(foldProgress(EMPTY_PROGRESS, beat({ done, total })), 80)
    expect(line).toMatch(/[█░]{24}/)
  })
})

it('none shows nothing', () => expect(shown('none', STORY)).toBe(''))

it.each([
  [0, '0:00'],
  [59_499, '0:59'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%d ms is %s', (ms, text) => expect(durationText(ms)).toBe(text))
