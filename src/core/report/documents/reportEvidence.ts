import type { JsonValue } from '../../contract/jsonValue.ts'
import { specValueText } from '../../contract/specValueText.ts'
import { DEFINITIONS } from '../../contract/workbench/definitions.ts'
import type { Passport } from '../../market/passport.ts'
import { type DocumentSection, table, texts } from '../document/reportDocument.ts'
import { fixedText } from '../numberText.ts'

/** What the ledger says of the symbols of a result. Null: it was not asked then. */
export type LedgerStanding = {
  readonly symbols: string
  /** Trials of others when the result began; those of the result itself; and all that count now. */
  readonly before: number | null
  readonly own: number | null
  readonly now: number
  readonly openings: number
}

/** A field that nobody wrote, what stands in for it, and what that means. */
export type Assumed = { readonly field: string; readonly value: JsonValue; readonly meaning: string }

/** What every report shows beside its numbers. */
export type ReportEvidence = {
  readonly workspace: string
  readonly passports: readonly Passport[]
  readonly ledger: readonly LedgerStanding[]
  /** SHA-256 by file, relative to the workspace. */
  readonly files: Readonly<Record<string, string>>
  /** What makes the result again, and what compares it, a command a line. */
  readonly commands: readonly string[]
}

const count = (value: number | null) => fixedText(value, 0)

export function passportSection({ passports }: ReportEvidence): DocumentSection {
  const rows = passports.map((passport) => [
    passport.symbol,
    passport.interval,
    passport.firstTime?.slice(0, 10) ?? 'n/a',
    passport.lastTime?.slice(0, 10) ?? 'n/a',
    count(passport.clean),
    count(passport.expectedBars),
    count(passport.missingBars),
    count(passport.gapCount),
    count(passport.rejected),
    count(Object.values(passport.flags).reduce((sum, flag) => sum + flag.bars, 0)),
    passport.contentHash,
  ])
  const number = (name: string) => ({ name, kind: 'number' as const })
  return {
    id: 'data',
    title: 'Data passports',
    blocks: [
      texts(
        'The bars as they are stored today, by the hash of their content. Sealed bars are counted here and were not looked at.',
      ),
      table(
        [
          { name: 'Symbol', kind: 'fixed' },
          { name: 'Bars of', kind: 'fixed' },
          { name: 'First', kind: 'fixed' },
          { name: 'Last', kind: 'fixed' },
          ...['Bars', 'Expected', 'Missing', 'Gaps', 'Rejected', 'Flagged'].map(number),
          { name: 'Content SHA-256', kind: 'code' },
        ],
        rows,
        'The passports of this data are not kept any more.',
      ),
    ],
  }
}

export function trialsSection({ ledger }: ReportEvidence): DocumentSection {
  const rows = ledger.map(({ symbols, before, own, now, openings }) => [
    symbols,
    count(before),
    count(own),
    count(now),
    count(openings),
  ])
  return {
    id: 'ledger',
    title: 'Trial ledger',
    blocks: [
      texts(
        'Everything that was ever tried on any of these symbols counts: the more was tried, the better the best of it looks by luck alone.',
      ),
      table(
        [
          { name: 'Symbols', kind: 'fixed' },
          { name: 'Trials before', kind: 'number', meaning: DEFINITIONS.trials },
          { name: 'Of this result', kind: 'number' },
          { name: 'Counted now', kind: 'number' },
          { name: 'Hold-out openings', kind: 'number', meaning: DEFINITIONS.holdOutOpenings },
        ],
        rows,
        'The ledger holds nothing on any of these symbols.',
      ),
    ],
  }
}

export function assumptionsSection(assumptions: readonly Assumed[], notes: readonly string[]): DocumentSection {
  return {
    id: 'assumptions',
    title: 'Assumptions',
    blocks: [
      table(
        [
          { name: 'Field', kind: 'code' },
          { name: 'Value', kind: 'code' },
          { name: 'What that means', kind: 'text' },
        ],
        assumptions.map(({ field, value, meaning }) => [field, specValueText(value), meaning]),
        'Nothing was assumed: every field was written.',
      ),
      ...(notes.length === 0 ? [] : [texts(...notes)]),
    ],
  }
}

export function specificationSection(spec: unknown): DocumentSection {
  return {
    id: 'specification',
    title: 'Specification',
    blocks: [
      texts('Completed with every standard. Saved as a file it can be handed to the command that made the result.'),
      { kind: 'code', text: JSON.stringify(spec, null, 2) },
    ],
  }
}

/** `facts`: what else decides the bytes, a name and a value each. */
export function hashesSection(
  { files, commands }: ReportEvidence,
  facts: readonly (readonly [string, string])[],
): DocumentSection {
  const columns = (first: string, second: string) => [
    { name: first, kind: 'text' as const },
    { name: second, kind: 'code' as const },
  ]
  const hashes = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return {
    id: 'hashes',
    title: 'Hashes and re-run',
    blocks: [
      table(columns('What', 'Value'), facts, ''),
      table(columns('File', 'SHA-256'), hashes, 'No file is recorded.'),
      { kind: 'code', text: commands.join('\n') },
    ],
  }
}
