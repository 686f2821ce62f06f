import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { type JournalLine, journalLineSchema } from '../../../core/contract/leaderboard.ts'
import { parseChecked } from '../../../core/contract/parseChecked.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { JOURNAL_FILE } from './leaderboardLayout.ts'

const START = '0'.repeat(64)

type WithoutPlace<Line> = Line extends JournalLine ? Omit<Line, 'seq' | 'prevHash' | 'hash'> : never
export type NewLine = WithoutPlace<JournalLine>

/** Every line of a workspace's journal. Error: `journal-broken`, naming the first line that is not as it was written. */
export function readJournal(files: GuardedFiles, hash: Hash): Outcome<readonly JournalLine[]> {
  if (!files.exists(JOURNAL_FILE)) return success([])
  const text = files.readText(JOURNAL_FILE)
  if (!text.ok) return text
  const lines: JournalLine[] = []
  const texts = text.value.split('\n')
  if (texts.pop() !== '') return broken(texts.length)
  for (const [index, content] of texts.entries()) {
    const parsed = parseChecked(content, JOURNAL_FILE, journalLineSchema)
    if (!parsed.ok) return broken(index)
    const { hash: kept, ...rest } = parsed.value
    const before = lines.at(-1)?.hash ?? START
    if (rest.seq !== index + 1 || rest.prevHash !== before || kept !== hash(canonicalJson(rest))) return broken(index)
    lines.push(parsed.value)
  }
  return success(lines)
}

/** Adds a line, all or nothing; the caller holds the board's lock and has read the journal under it. */
export function appendJournal(
  files: GuardedFiles,
  hash: Hash,
  journal: readonly JournalLine[],
  line: NewLine,
): Outcome<JournalLine> {
  const rest = { ...line, seq: journal.length + 1, prevHash: journal.at(-1)?.hash ?? START }
  const made = { ...rest, hash: hash(canonicalJson(rest)) }
  const before = journal.length === 0 ? success('') : files.readText(JOURNAL_FILE)
  if (!before.ok) return before
  const written = files.writeText(JOURNAL_FILE, `${before.value}${JSON.stringify(made)}\n`)
  return written.ok ? success(made) : written
}

function broken(index: number): Outcome<never> {
  return failure(
    'journal-broken',
    `Line ${index + 1} of ${JOURNAL_FILE} is not as it was written.`,
    'Reviews only grow, and each line holds the hash of the one before: restore the file from a copy, or move it away and review again.',
  )
}
