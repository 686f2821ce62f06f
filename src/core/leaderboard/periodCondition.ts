import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'

/** Tests that lie wholly in [fromMs, toMs). */
export type PeriodCondition = { readonly kind: 'period'; readonly fromMs: number; readonly toMs: number }

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
const WRITE = 'Write years, months or days: 2021, 2020..2022, 2020-03..2021-12-31, 2020.. or ..2022'

/** A date or two with `..` between, in UTC; the last one counts whole. Error: `filter-invalid`. */
export function periodCondition(text: string): Outcome<PeriodCondition> {
  const ends = text.split('..')
  const [first = '', last = first] = ends.map((end) => end.trim())
  const from = first === '' ? null : spanOf(first)
  const to = last === '' ? null : spanOf(last)
  const readable =
    ends.length <= 2 && first + last !== '' && (first === '' || from !== null) && (last === '' || to !== null)
  const fromMs = from?.fromMs ?? Number.NEGATIVE_INFINITY
  const toMs = to?.toMs ?? Number.POSITIVE_INFINITY
  return readable && fromMs < toMs
    ? success({ kind: 'period', fromMs, toMs })
    : failure('filter-invalid', `The period cannot be read: ${JSON.stringify(text)}.`, WRITE)
}

function spanOf(text: string): { readonly fromMs: number; readonly toMs: number } | null {
  const match = DATE.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
  const fromMs = Date.UTC(year, month - 1, day)
  if (year < 1000 || new Date(fromMs).toISOString().slice(0, text.length) !== text) return null
  if (match[2] === undefined) return { fromMs, toMs: Date.UTC(year + 1, 0, 1) }
  if (match[3] === undefined) return { fromMs, toMs: Date.UTC(year, month, 1) }
  return { fromMs, toMs: Date.UTC(year, month - 1, day + 1) }
}
