import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { failure, type Outcome, success } from '../../../src/core/outcome/outcome.ts'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { createWorkspaceLocks } from '../../../src/main/adapters/files/workspaceLock.ts'
import { buildProgram } from '../../../src/main/doors/cli/buildProgram.ts'
import { commandsOf, runCli } from '../../../src/main/doors/cli/runCli.ts'
import { runCommand, type Session } from '../../../src/main/doors/cli/runCommand.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { type FakeTerminal, fakeTerminal } from './fakeTerminal.ts'

const freshFolder = useTemporaryFolders()
const PAIR = ['workspace', 'create', 'btc_eth', '--primary', 'BTC', '--secondary', 'ETH']

async function assay(home: string, words: readonly string[], terminal: FakeTerminal = fakeTerminal()) {
  const exitCode = await runCli([...words, '--home', home], terminal)
  return { exitCode, out: terminal.out(), err: terminal.err() }
}

async function assayJson(home: string, words: readonly string[], terminal?: FakeTerminal) {
  const { exitCode, out } = await assay(home, [...words, '--json'], terminal)
  return { exitCode, document: JSON.parse(out) }
}

describe('workspaces from the command line', () => {
  it('creates, lists, shows and removes', async () => {
    const home = freshFolder()
    expect(await assay(home, PAIR)).toMatchObject({ exitCode: 0, err: '' })
    expect((await assay(home, ['workspace', 'list'])).out).toContain('BTC,ETH')
    const shown = await assay(home, ['workspace', 'show', 'btc_eth'])
    for (const fact of ['primary', 'secondary', '10 bps', '5 bps', '10 %', '10000 USD'])
      expect(shown.out).toContain(fact)
    expect((await assay(home, ['workspace', 'remove', 'btc_eth', '--yes'])).exitCode).toBe(0)
    expect(readdirSync(join(home, 'trash'))).toHaveLength(1)
    expect((await assay(home, ['workspace', 'list'])).out).toContain('no workspaces')
  })

  it('answers with exactly one JSON document', async () => {
    const home = freshFolder()
    const made = await assayJson(home, PAIR)
    expect(made).toMatchObject({ exitCode: 0, document: { ok: true, data: { workspace: { name: 'btc_eth' } } } })
    const again = await assayJson(home, PAIR)
    expect(again.exitCode).toBe(1)
    expect(Object.keys(again.document)).toEqual(['ok', 'error'])
    expect(Object.keys(again.document.error)).toEqual(['code', 'message', 'hint'])
    expect(again.document.error.code).toBe('workspace-exists')
    expect((await assayJson(home, ['workspace', 'list'])).document.data).toHaveLength(1)
  })

  it('takes a negative capital as what it is', async () => {
    const home = freshFolder()
    const refused = await assayJson(home, [...PAIR, '--capital', '-5'])
    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'bad-capital' } } })
    expect(readdirSync(home)).toEqual([])
  })

  it('removes only what was confirmed', async () => {
    const home = freshFolder()
    await assay(home, PAIR)
    const remove = ['workspace', 'remove', 'btc_eth']
    expect(await assayJson(home, remove)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'confirmation-needed' } },
    })
    expect(await assayJson(home, remove, fakeTerminal({ answer: '' }))).toMatchObject({
      exitCode: 3,
      document: { error: { code: 'cancelled' } },
    })
    expect(existsSync(join(home, 'workspaces', 'btc_eth'))).toBe(true)
    expect(await assayJson(home, remove, fakeTerminal({ answer: 'y' }))).toMatchObject({ exitCode: 0 })
    expect(await assayJson(home, remove)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'workspace-missing' } },
    })
  })

  it('refuses to write what another program is writing, and goes on showing', async () => {
    const home = freshFolder()
    await assay(home, PAIR)
    const lock = createWorkspaceLocks(systemClock).acquire(
      join(home, 'workspaces', 'btc_eth'),
      'assay data import btc_eth',
    )
    expect(lock.ok).toBe(true)
    const removed = await assayJson(home, ['workspace', 'remove', 'btc_eth', '--yes'])
    expect(removed).toMatchObject({ exitCode: 1, document: { error: { code: 'workspace-busy' } } })
    for (const words of [
      ['pipeline', 'status'],
      ['pipeline', 'logs'],
      ['workspace', 'show'],
      ['runs', 'list'],
    ])
      expect(await assayJson(home, [...words, 'btc_eth'])).toMatchObject({ exitCode: 0, document: { ok: true } })
    expect((await assay(home, ['workspace', 'list'])).out).toContain('busy: assay data import btc_eth')
    if (lock.ok) lock.value.release()
  })

  it('finds the home by --home, then ASSAY_HOME', async () => {
    const [named, environment] = [freshFolder(), freshFolder()]
    await assay(named, PAIR, fakeTerminal({ home: environment }))
    expect(readdirSync(environment)).toEqual([])
    await runCli(PAIR, fakeTerminal({ home: environment }))
    expect(readdirSync(environment)).toEqual(['workspaces'])
  })

  it('a home that is a file is no home', async () => {
    const file = join(freshFolder(), 'file')
    writeFileSync(file, '')
    expect(await assayJson(file, PAIR)).toMatchObject({ exitCode: 1, document: { error: { code: 'not-a-file' } } })
  })

  it('a workspace of a newer version is refused by name', async () => {
    const home = freshFolder()
    mkdirSync(join(home, 'workspaces/newer'), { recursive: true })
    writeFileSync(join(home, 'workspaces/newer/workspace.yaml'), 'schemaVersion: 2\n')
    for (const words of [
      ['workspace', 'show'],
      ['pipeline', 'status'],
      ['runs', 'list'],
    ])
      expect(await assayJson(home, [...words, 'newer'])).toMatchObject({
        document: { error: { code: 'workspace-too-new' } },
      })
  })
})

describe('wrong usage', () => {
  it.each([
    [['nonsense'], 'unknown-command'],
    [['workspace', 'crate', 'x'], 'unknown-command'],
    [['workspace', 'create'], 'missing-argument'],
    [['workspace'], 'missing-command'],
    [['workspace', 'list', 'too', 'many'], 'excess-arguments'],
    [['workspace', 'list', '--frobnicate'], 'unknown-option'],
    [['workspace', 'create', 'x', '--capital', 'lots'], 'invalid-argument'],
    [['workspace', 'create', 'x', '--seed', '1.5'], 'invalid-argument'],
    [['workspace', 'create', 'x', '--capital'], 'option-missing-argument'],
    [['data', 'import', 'x'], 'missing-mandatory-option-value'],
    [['data', 'import', 'x', '--file', 'f', '--kind', 'stamps'], 'invalid-argument'],
    [['data', 'sample', 'x', '--kind', 'noise', '--bars', '0'], 'invalid-argument'],
    [['pipeline', 'run', 'x', '--workers', '-1'], 'invalid-argument'],
    [['pipeline', 'run', 'x', '--pipeline', 'other'], 'invalid-argument'],
    [['pipeline', 'run', 'x', '--only', 'a', '--from', 'b'], 'conflicting-option'],
  ])('%j is %s', async (words, code) => {
    const home = freshFolder()
    const { exitCode, document } = await assayJson(home, words)
    expect(exitCode).toBe(2)
    expect(document).toMatchObject({ ok: false, error: { code } })
    expect(document.error.message).toMatch(/^[A-Z].*[.)?]$/)
    const plain = await assay(home, words)
    expect(plain).toMatchObject({ exitCode: 2, out: '' })
    expect(plain.err).not.toContain('    at ')
  })
})

function allHelp(program: Command): string {
  let text = ''
  for (const command of commandsOf(program)) {
    command.configureOutput({
      writeOut: (part) => {
        text += part
      },
    })
    command.outputHelp()
  }
  return text
}

describe('help', () => {
  const program = buildProgram({ terminal: fakeTerminal(), setExitCode: () => {} })
  const pathOf = (command: Command): readonly string[] =>
    command.parent === null ? [] : [...pathOf(command.parent), command.name()]

  it.each(commandsOf(program).map((command) => pathOf(command)))('%s %s: ends with examples', async (...path) => {
    const terminal = fakeTerminal()
    expect(await runCli([...path.filter((word) => word !== undefined), '--help'], terminal)).toBe(0)
    const examples = terminal.out().split('\nExamples:\n')[1]
    expect(
      examples
        ?.trimEnd()
        .split('\n')
        .every((line) => line.startsWith('  $ assay ')),
    ).toBe(true)
    expect(terminal.out()).toContain('--json')
  })

  it('gives only examples that the program takes', async () => {
    const lines = [...new Set(allHelp(program).match(/(?<=^ {2}\$ assay ).*$/gm))]
    expect(lines.length).toBeGreaterThan(20)
    for (const line of lines) {
      const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word)
      const tried = buildProgram({ terminal: fakeTerminal(), setExitCode: () => {} })
      let ran = false
      for (const command of commandsOf(tried)) {
        command.exitOverride().configureOutput({ outputError: () => {} })
        if (command.commands.length === 0)
          command.action(() => {
            ran = true
          })
      }
      await tried.parseAsync(words, { from: 'user' })
      expect([line, ran]).toEqual([line, true])
    }
  })

  it('is shown without a word, and as a document with --json', async () => {
    const terminal = fakeTerminal()
    expect(await runCli([], terminal)).toBe(0)
    expect(terminal.out()).toContain('Usage: assay')
    const { exitCode, document } = await assayJson(freshFolder(), ['workspace', '--help'])
    expect(exitCode).toBe(0)
    expect(document).toMatchObject({ ok: true, data: { help: expect.stringContaining('Examples:') } })
  })
})

describe('how a command ends', () => {
  async function end(
    words: readonly string[],
    work: (session: Session) => Promise<Outcome<unknown>>,
    onStart?: (terminal: FakeTerminal) => void,
  ) {
    const terminal = fakeTerminal()
    let exitCode = -1
    const command = new Command('assay').option('--json').option('--verbose').option('--home <folder>')
    command.parse([...words], { from: 'user' })
    const setExitCode = (code: number) => {
      exitCode = code
    }
    const running = runCommand({ terminal, setExitCode }, command, work, String)
    onStart?.(terminal)
    await running
    return { exitCode, out: terminal.out(), err: terminal.err() }
  }

  it.each<[string, Outcome<unknown>, number]>([
    ['done', success('fine'), 0],
    ['failed', failure('some-code', 'It failed.', 'Do this.'), 1],
    ['cancelled', failure('cancelled', 'It was cancelled.', ''), 3],
  ])('%s', async (_what, outcome, exitCode) => {
    expect(await end([], async () => outcome)).toMatchObject({ exitCode })
  })

  it('prints trouble with its code and hint on standard error', async () => {
    const { out, err } = await end([], async () => failure('some-code', 'It failed.', 'Do this.'))
    expect({ out, err }).toEqual({ out: '', err: 'error: It failed. [some-code]\nhint: Do this.\n' })
  })

  it('hides the stack of a bug unless --verbose', async () => {
    const bug = async () => {
      throw new Error('a bug\nwith lines')
    }
    const quiet = await end([], bug)
    expect(quiet).toMatchObject({ exitCode: 1, out: '' })
    expect(quiet.err).toContain('[internal-error]')
    expect(quiet.err).not.toContain('    at ')
    expect((await end(['--verbose'], bug)).err).toContain('    at ')
    const json = await end(['--json'], bug)
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, error: { code: 'internal-error' } })
    expect(json.err).toBe('')
  })

  it('Ctrl-C reaches the work and ends in exit code 3', async () => {
    const untilStopped = ({ cancel }: Session) =>
      new Promise<Outcome<unknown>>((_resolve, reject) =>
        cancel.addEventListener('abort', () => reject(new Cancelled())),
      )
    const ended = await end(['--json'], untilStopped, (terminal) => terminal.interrupt())
    expect(ended.exitCode).toBe(3)
    expect(JSON.parse(ended.out)).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  it('says null for what has no value, and for what is no number', async () => {
    const { out } = await end(['--json'], async () => success({ a: Number.NaN, b: undefined }))
    expect(JSON.parse(out)).toEqual({ ok: true, data: { a: null } })
    expect(JSON.parse((await end(['--json'], async () => success(undefined))).out)).toEqual({ ok: true, data: null })
  })
})
