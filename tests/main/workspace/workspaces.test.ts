import fs, { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { createHomeFolder } from '../../../src/main/adapters/files/homeFolder.ts'
import { assembleWorkspacePorts } from '../../../src/main/assemble.ts'
import { createWorkspace } from '../../../src/main/engine/commands/createWorkspace.ts'
import type { WorkspaceRequest } from '../../../src/main/engine/commands/draftWorkspace.ts'
import { removeWorkspace } from '../../../src/main/engine/commands/removeWorkspace.ts'
import { updateWorkspace } from '../../../src/main/engine/commands/updateWorkspace.ts'
import { withWorkspaceLock } from '../../../src/main/engine/commands/withWorkspaceLock.ts'
import type { WorkspacePorts } from '../../../src/main/engine/ports/workspacePorts.ts'
import { listWorkspaces } from '../../../src/main/engine/queries/listWorkspaces.ts'
import { showWorkspace } from '../../../src/main/engine/queries/showWorkspace.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const PAIR: WorkspaceRequest = { name: 'btc_eth', primary: 'BTC', secondary: 'ETH' }

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.trouble.code
}

function house(): { home: string; ports: WorkspacePorts } {
  const home = freshFolder()
  return {
    home,
    ports: {
      ...assembleWorkspacePorts(home),
      clock: { nowMs: () => Date.UTC(2026, 10, 21, 14, 20, 50), monotonicMs: () => 0 },
    },
  }
}

describe('create', () => {
  it('writes the declared defaults out', () => {
    const { home, ports } = house()
    const made = createWorkspace(ports, PAIR)
    expect(made).toMatchObject({
      ok: true,
      value: {
        folder: join(home, 'workspaces', 'btc_eth'),
        workspace: { interval: '1h', capital: 10_000, profile: 'crypto', roles: { primary: 'BTC', secondary: 'ETH' } },
      },
    })
    const shown = showWorkspace(ports, 'btc_eth')
    if (!shown.ok) throw new Error(shown.trouble.message)
    for (const { costs } of shown.value.workspace.instruments)
      expect(costs).toEqual({ feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 })
    expect(readdirSync(join(home, 'workspaces'))).toEqual(['btc_eth'])
  })

  it.each<[string, WorkspaceRequest, object]>([
    ['one alone', { name: 'a', primary: 'BTC' }, { roles: { primary: 'BTC' } }],
    ['one without a role', { name: 'a', symbols: ['BTC'] }, { roles: {} }],
    ['equities', { name: 'a', primary: 'SPY', secondary: 'QQQ', assetClass: 'etf' }, { profile: 'equity' }],
    [
      'a future on a named calendar',
      { name: 'a', symbols: ['ES'], assetClass: 'future', calendar: '24x7' },
      { profile: 'crypto' },
    ],
    ...['us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended'].map(
      (calendar): [string, WorkspaceRequest, object] => [
        `equities by ${calendar}`,
        { name: 'a', symbols: ['SPY'], assetClass: 'etf', calendar, profile: 'equity' },
        { profile: 'equity', instruments: [{ calendar }] },
      ],
    ),
    ['costs of zero', { name: 'a', symbols: ['X'], feeBps: 0, slippageBps: 0, borrowPerYear: 0 }, {}],
    ['the canonical interval', { name: 'a', symbols: ['X'], interval: '60m' }, { interval: '1h' }],
  ])('%s', (_what, request, expected) => {
    expect(createWorkspace(house().ports, request)).toMatchObject({ ok: true, value: { workspace: expected } })
  })

  it('many, of which two have roles', () => {
    const made = createWorkspace(house().ports, { ...PAIR, symbols: ['SOL', 'BTC', 'ADA'] })
    if (!made.ok) throw new Error(made.trouble.message)
    expect(made.value.workspace.instruments.map(({ symbol }) => symbol)).toEqual(['BTC', 'ETH', 'SOL', 'ADA'])
  })

  it.each<[string, Partial<WorkspaceRequest>]>([
    ['bad-name', { name: '' }],
    ['bad-name', { name: '..' }],
    ['bad-name', { name: 'a/b' }],
    ['bad-name', { name: 'a b' }],
    ['bad-name', { name: 'ä' }],
    ['bad-name', { name: 'a.b' }],
    ['bad-name', { name: 'con' }],
    ['bad-name', { name: 'LPT1' }],
    ['bad-name', { name: 'x'.repeat(65) }],
    ['no-instruments', { primary: undefined, secondary: undefined }],
    ['same-symbol', { secondary: 'BTC' }],
    ['same-symbol', { secondary: 'btc' }],
    ['same-symbol', { symbols: ['SOL', 'SOL'] }],
    ['bad-symbol', { primary: '' }],
    ['bad-symbol', { primary: '../BTC' }],
    ['bad-symbol', { symbols: ['SOL', ''] }],
    ['bad-asset-class', { assetClass: 'stamp' }],
    ['bad-calendar', { calendar: 'moon' }],
    ['calendar-needed', { assetClass: 'future' }],
    ['bad-profile', { profile: 'forex' }],
    ['profile-mismatch', { profile: 'equity' }],
    ['profile-mismatch', { profile: 'crypto', assetClass: 'etf' }],
    ['profile-mismatch', { profile: 'crypto', assetClass: 'etf', calendar: 'us-equity-extended' }],
    ['interval-unreadable', { interval: 'hourly' }],
    ['interval-unsupported', { interval: '7h' }],
    ['bad-capital', { capital: -10_000 }],
    ['bad-capital', { capital: 0 }],
    ['bad-capital', { capital: Number.NaN }],
    ['bad-seed', { seed: -1 }],
    ['bad-seed', { seed: 1.5 }],
    ['bad-costs', { feeBps: -1 }],
    ['bad-costs', { slippageBps: 1001 }],
    ['bad-costs', { borrowPerYear: Number.NaN }],
  ])('%s: %j', (code, change) => {
    const { home, ports } = house()
    expect(codeOf(createWorkspace(ports, { ...PAIR, ...change }))).toBe(code)
    expect(readdirSync(home)).toEqual([])
  })

  it('does not touch one that is there, in whatever case', () => {
    const { home, ports } = house()
    createWorkspace(ports, PAIR)
    const before = readFileSync(join(home, 'workspaces/btc_eth/workspace.yaml'))
    expect(codeOf(createWorkspace(ports, { ...PAIR, capital: 1 }))).toBe('workspace-exists')
    expect(codeOf(createWorkspace(ports, { ...PAIR, name: 'BTC_ETH' }))).toBe('workspace-exists')
    expect(readFileSync(join(home, 'workspaces/btc_eth/workspace.yaml'))).toEqual(before)
  })

  it.each([
    ['ENOSPC', 'disk-full', 'writeSync'],
    ['EROFS', 'not-writable', 'mkdirSync'],
    ['EACCES', 'not-writable', 'openSync'],
    ['ENOSPC', 'disk-full', 'renameSync'],
  ])('%s is %s and leaves nothing', (errno, code, call) => {
    const { home, ports } = house()
    const fail = () => {
      throw Object.assign(new Error(errno), { code: errno })
    }
    const broken = { ...ports, home: createHomeFolder(home, { ...fs, [call]: fail }) }
    expect(codeOf(createWorkspace(broken, PAIR))).toBe(code)
    expect(listWorkspaces(ports)).toEqual([])
    expect(existsSync(join(home, 'workspaces')) ? readdirSync(join(home, 'workspaces')) : []).toEqual([])
  })
})

describe('list and show', () => {
  it('lists a broken one with its trouble, without hiding the others', () => {
    const { home, ports } = house()
    createWorkspace(ports, PAIR)
    for (const name of ['empty', 'newer', 'renamed']) mkdirSync(join(home, 'workspaces', name))
    mkdirSync(join(home, 'workspaces', '.hidden'))
    writeFileSync(join(home, 'workspaces/newer/workspace.yaml'), 'schemaVersion: 99\n')
    const text = readFileSync(join(home, 'workspaces/btc_eth/workspace.yaml'), 'utf8')
    writeFileSync(join(home, 'workspaces/renamed/workspace.yaml'), text)
    expect(listWorkspaces(ports).map(({ name, trouble }) => [name, trouble?.code])).toEqual([
      ['btc_eth', undefined],
      ['empty', 'manifest-missing'],
      ['newer', 'workspace-too-new'],
      ['renamed', 'manifest-invalid'],
    ])
  })

  it('hints at the nearest name', () => {
    const { ports } = house()
    createWorkspace(ports, PAIR)
    const near = showWorkspace(ports, 'btc-eth')
    expect(near).toMatchObject({ ok: false, trouble: { code: 'workspace-missing', hint: 'Did you mean btc_eth?' } })
    const far = showWorkspace(ports, 'spy_qqq')
    expect(far).toMatchObject({ ok: false, trouble: { code: 'workspace-missing' } })
    expect(!far.ok && far.trouble.hint).not.toContain('btc_eth')
    expect(codeOf(showWorkspace(ports, '../btc_eth'))).toBe('bad-name')
  })
})

describe('one writer', () => {
  it('keeps a second writer out while show and list go on', async () => {
    const { ports } = house()
    createWorkspace(ports, PAIR)
    const outer = await withWorkspaceLock(ports, 'btc_eth', 'assay data import btc_eth', async () => {
      const second = await withWorkspaceLock(ports, 'btc_eth', 'assay pipeline run btc_eth', () => ({
        ok: true,
        value: 1,
      }))
      const removed = removeWorkspace(ports, 'btc_eth')
      const shown = showWorkspace(ports, 'btc_eth')
      const [listed] = listWorkspaces(ports)
      const busy = shown.ok ? shown.value.busy?.command : null
      return { ok: true, value: [codeOf(second), codeOf(removed), busy, listed?.busy?.command] }
    })
    const command = 'assay data import btc_eth'
    expect(outer).toEqual({ ok: true, value: ['workspace-busy', 'workspace-busy', command, command] })
  })

  it('gives the lock back when the work throws', async () => {
    const { ports } = house()
    createWorkspace(ports, PAIR)
    const work = withWorkspaceLock(ports, 'btc_eth', 'x', () => {
      throw new Error('a bug')
    })
    await expect(work).rejects.toThrow('a bug')
    expect(showWorkspace(ports, 'btc_eth')).toMatchObject({ value: { busy: null } })
  })
})

describe('update', () => {
  it('keeps an old manifest beside when it rewrites it in the new version', async () => {
    const { home, ports } = house()
    const folder = join(home, 'workspaces', 'old')
    mkdirSync(folder, { recursive: true })
    const version0 = `name: old\nprofile: crypto # mine\ninterval: 1h\ncapital: 10\nseed: 1\nfee_bps: 2\nslippage_bps: 1
instruments:\n  - {symbol: BTC, assetClass: crypto, calendar: 24x7, source: x}\nroles: {}\n`
    writeFileSync(join(folder, 'workspace.yaml'), version0)
    expect(showWorkspace(ports, 'old')).toMatchObject({ ok: true, value: { migratedFrom: 0 } })
    expect(readFileSync(join(folder, 'workspace.yaml'), 'utf8')).toBe(version0)
    const updated = await withWorkspaceLock(ports, 'old', 'test', (opened) =>
      updateWorkspace(ports, opened, (workspace) => ({ ...workspace, seed: 2 })),
    )
    expect(codeOf(updated)).toBe('ok')
    expect(readFileSync(join(folder, 'workspace.v0.yaml'), 'utf8')).toBe(version0)
    expect(readFileSync(join(folder, 'workspace.yaml'), 'utf8')).toContain('# mine')
    expect(showWorkspace(ports, 'old')).toMatchObject({ value: { migratedFrom: null, workspace: { seed: 2 } } })
  })
})

describe('remove', () => {
  it('moves to the trash under a name of its own; the ledger stays', () => {
    const { home, ports } = house()
    writeFileSync(join(home, 'ledger.sqlite'), 'trials')
    const moved = [1, 2].map(() => {
      createWorkspace(ports, PAIR)
      writeFileSync(join(home, 'workspaces/btc_eth/mine.txt'), 'kept')
      return removeWorkspace(ports, 'btc_eth')
    })
    const targets = ['btc_eth-20261121T142050Z', 'btc_eth-20261121T142050Z-2']
    expect(moved).toEqual(
      targets.map((name) => ({ ok: true, value: { name: 'btc_eth', movedTo: join(home, 'trash', name) } })),
    )
    for (const name of targets)
      expect(readdirSync(join(home, 'trash', name)).sort()).toEqual(['mine.txt', 'workspace.yaml'])
    expect(listWorkspaces(ports)).toEqual([])
    expect(existsSync(join(home, 'ledger.sqlite'))).toBe(true)
  })

  it('works where the manifest is broken, and refuses what is not there', () => {
    const { home, ports } = house()
    mkdirSync(join(home, 'workspaces', 'broken'), { recursive: true })
    expect(codeOf(removeWorkspace(ports, 'broken'))).toBe('ok')
    expect(codeOf(removeWorkspace(ports, 'broken'))).toBe('workspace-missing')
    expect(codeOf(removeWorkspace(ports, '..'))).toBe('bad-name')
  })
})
