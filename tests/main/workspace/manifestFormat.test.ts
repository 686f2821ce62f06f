import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Workspace } from '../../../src/core/contract/workspace.ts'
import { ASSET_CLASSES, CALENDARS } from '../../../src/core/market/instrument.ts'
import { manifestFormat } from '../../../src/main/adapters/yaml/manifestFormat.ts'
import { exampleWorkspace } from './exampleWorkspace.ts'

function parsed(text: string): Workspace {
  const result = manifestFormat.parse(text)
  if (!result.ok) throw new Error(result.trouble.message)
  return result.value.workspace
}

function edited(text: string, workspace: Workspace): string {
  const result = manifestFormat.edit(text, workspace)
  if (!result.ok) throw new Error(result.trouble.message)
  return result.value
}

function trouble(text: string) {
  const result = manifestFormat.parse(text)
  if (result.ok) throw new Error('expected trouble')
  return result.trouble
}

const base = manifestFormat.render(exampleWorkspace)

const costs = fc.record({
  feeBps: fc.double({ min: 0, max: 1000, noNaN: true }).map((value) => value + 0),
  slippageBps: fc.integer({ min: 0, max: 1000 }),
  borrowPerYear: fc.integer({ min: 0, max: 10 }),
})
const symbol = fc.oneof(
  fc.constantFrom('NO', 'null', '1e3', '0x10', '007', 'true', 'BRK.B', '2024-01-01'),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/),
)
const workspaces: fc.Arbitrary<Workspace> = fc
  .uniqueArray(symbol, { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() })
  .chain((symbols) =>
    fc.record({
      schemaVersion: fc.constant(1 as const),
      name: fc.oneof(fc.constantFrom('123', 'yes', '-'), fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)),
      profile: fc.constantFrom('crypto', 'equity'),
      interval: fc.constantFrom('1m', '1h', '1d'),
      quoteCurrency: fc.constantFrom('USD', 'EUR'),
      capital: fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
      seed: fc.nat(),
      instruments: fc.tuple(
        ...symbols.map((name) =>
          fc.record({
            symbol: fc.constant(name),
            assetClass: fc.constantFrom(...ASSET_CLASSES),
            calendar: fc.constantFrom(...CALENDARS),
            source: fc.constantFrom('import', '', '# no comment', 'a: b', 'two\nlines'),
            costs,
          }),
        ),
      ),
      roles: fc.constantFrom({}, { primary: symbols[0]! }),
      synthetic: fc.constantFrom(undefined, { kind: 'planted' as const, seed: 3, strength: 5 }),
    }),
  )
  .map(({ synthetic, ...rest }) => (synthetic === undefined ? rest : { ...rest, synthetic }))

describe('the manifest as text', () => {
  it('reads back what it wrote, whatever the names', () => {
    fc.assert(
      fc.property(workspaces, (workspace) => {
        expect(parsed(manifestFormat.render(workspace))).toEqual(workspace)
      }),
    )
  })

  it('turns any manifest into any other by an edit', () => {
    fc.assert(
      fc.property(workspaces, workspaces, (before, after) => {
        expect(parsed(edited(manifestFormat.render(before), after))).toEqual(after)
      }),
    )
  })

  it('keeps comments, blank lines and order in an edit, and changes no other line', () => {
    const text = base
      .replace('capital: 10000', '\n# --- money ---\ncapital: 10000 # half of the savings')
      .replace('feeBps: 10', 'feeBps: 10 # maker')
      .concat('\n# the end\n')
    const after = edited(text, { ...exampleWorkspace, seed: 8 })
    expect(after).toBe(text.replace('seed: 7', 'seed: 8'))
    const labelled = edited(text, { ...exampleWorkspace, synthetic: { kind: 'noise', seed: 1, strength: null } })
    expect(labelled.split('\n')).toEqual(expect.arrayContaining(text.split('\n')))
    expect(parsed(labelled).synthetic).toEqual({ kind: 'noise', seed: 1, strength: null })
  })

  it('says the interval in its canonical form', () => {
    expect(parsed(base.replace('interval: 1h', 'interval: 60m')).interval).toBe('1h')
  })
})

const VERSION_0 = `# my first workspace
name: old
profile: crypto
interval: 1h
capital: 5000 # euros? no
seed: 4
fee_bps: 7
slippage_bps: 3
instruments:
  - symbol: BTC # the big one
    assetClass: crypto
    calendar: 24x7
    source: kraken
  - { symbol: ETH, assetClass: crypto, calendar: 24x7, source: kraken }
roles: { primary: BTC, secondary: ETH }
`

describe('versions', () => {
  it('migrates version 0: one cost for all becomes the cost of each instrument', () => {
    const result = manifestFormat.parse(VERSION_0)
    if (!result.ok) throw new Error(result.trouble.message)
    expect(result.value.migratedFrom).toBe(0)
    expect(result.value.workspace).toMatchObject({ schemaVersion: 1, name: 'old', capital: 5000, quoteCurrency: 'USD' })
    for (const instrument of result.value.workspace.instruments)
      expect(instrument.costs).toEqual({ feeBps: 7, slippageBps: 3, borrowPerYear: 0.1 })
  })

  it('keeps the comments of version 0 when it writes version 1', () => {
    const text = edited(VERSION_0, { ...parsed(VERSION_0), seed: 5 })
    for (const comment of ['# my first workspace', '# euros? no', '# the big one']) expect(text).toContain(comment)
    expect(text).not.toContain('fee_bps')
    expect(manifestFormat.parse(text)).toMatchObject({
      ok: true,
      value: { migratedFrom: null, workspace: { seed: 5 } },
    })
  })

  it('refuses a newer version, whatever else is in it', () => {
    expect(trouble('schemaVersion: 2\nanything: [new]\n').code).toBe('workspace-too-new')
    expect(manifestFormat.edit('schemaVersion: 9\n', exampleWorkspace)).toMatchObject({
      ok: false,
      trouble: { code: 'workspace-too-new' },
    })
  })
})

describe('what is wrong names its field', () => {
  it.each([
    ['capital: 10000', 'capital: -5', 'capital'],
    ['capital: 10000', 'capital: .inf', 'capital'],
    ['capital: 10000', 'capital: lots', 'capital'],
    ['interval: 1h', 'interval: 7h', 'interval'],
    ['interval: 1h', 'interval: sometimes', 'interval'],
    ['calendar: 24x7', 'calendar: moon', 'instruments.0.calendar'],
    ['feeBps: 10', 'feeBps: -1', 'instruments.0.costs.feeBps'],
    ['feeBps: 10', 'fee: 10', 'instruments.0.costs'],
    ['symbol: ETH', 'symbol: BTC', 'instruments.1.symbol'],
    ['symbol: ETH', 'symbol: ../x', 'instruments.1.symbol'],
    ['primary: BTC', 'primary: SOL', 'roles.primary'],
    ['secondary: ETH', 'secondary: BTC', 'roles.secondary'],
    ['seed: 7', 'seed: 1.5', 'seed'],
    ['seed: 7', 'sed: 7', 'seed'],
    ['schemaVersion: 1', 'schemaVersion: one', 'schemaVersion'],
    ['schemaVersion: 1', 'schemaVersion: -1', 'schemaVersion'],
  ])('%s -> %s', (before, after, field) => {
    expect(base).toContain(before)
    const { code, message } = trouble(base.replace(before, after))
    expect(code).toBe('manifest-invalid')
    expect(message).toContain(`field ${field}`)
  })

  it.each(['', '# only a comment', '- a list', 'plain words', 'a: [1, 2', 'a: 1\na: 2', 'a: *nowhere', '\u0000\u0001'])(
    'no manifest at all: %j',
    (text) => expect(trouble(text).code).toMatch(/^manifest-invalid$/),
  )

  it('an alias bomb', () => {
    const level = (name: string, of: string) =>
      `${name}: &${name} [*${of}, *${of}, *${of}, *${of}, *${of}, *${of}, *${of}]`
    const bomb = ['a: &a [x]', level('b', 'a'), level('c', 'b'), level('d', 'c'), level('e', 'd'), level('f', 'e')]
    expect(trouble(`schemaVersion: 1\n${bomb.join('\n')}\n`).code).toBe('manifest-invalid')
  })
})
