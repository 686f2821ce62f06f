import type { CleanItem, CleanPlace, CleanPlan, CleanReport } from '../../../../core/contract/workbench/careViews.ts'
import { onOneLine } from '../progress/onOneLine.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** What would go: path, size, age, what it is. */
export function cleanListText({ places, bytes, files }: CleanPlan): string {
  if (places.every(({ items }) => items.length === 0)) return 'There is nothing to remove.'
  return [...places.flatMap(placeLines), '', `${files} files, ${sizeText(bytes)} can be removed.`].join('\n')
}

export function cleanText({ plan, isDone, removedFiles, removedBytes, left }: CleanReport): string {
  if (!isDone)
    return `${cleanListText(plan)}${plan.files === 0 ? '' : '\nNothing was removed: say --yes to remove this.'}`
  const failed = left.map(
    ({ place, path, trouble }) => `LEFT ${place}/${onOneLine(path)}: ${onOneLine(trouble.message)} [${trouble.code}]`,
  )
  return [cleanListText(plan), `Removed ${removedFiles} files, ${sizeText(removedBytes)}.`, ...failed].join('\n')
}

function placeLines({ kind, name, busy, items }: CleanPlace): readonly string[] {
  const head = kind === 'workspace' ? `workspace ${name}` : name
  const rules = [...new Set(items.map(({ rule }) => rule))]
  return [
    busy === null ? head : `${head}: LEFT ALONE, ${onOneLine(busy)}`,
    ...rules.map((rule) => ruleLine(items.filter((item) => item.rule === rule))),
  ]
}

/** One line for all that a rule names; the age is that of the newest. */
function ruleLine(items: readonly CleanItem[]): string {
  const { path, rule, what, loss } = items[0]!
  const sum = (pick: (item: CleanItem) => number) => items.reduce((total, item) => total + pick(item), 0)
  const ages = items.flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs]))
  const size = sizeText(sum(({ bytes }) => bytes)).padStart(9)
  const count = String(sum(({ files }) => files)).padStart(6)
  const place = items.length === 1 ? path : `${rule} (${items.length})`
  return `  ${size} ${count} files ${ageText(ages).padStart(6)}  ${onOneLine(place)}: ${what}; without it: ${loss}`
}

function ageText(agesMs: readonly number[]): string {
  if (agesMs.length === 0) return '-'
  const ageMs = Math.min(...agesMs)
  return ageMs >= DAY_MS ? `${Math.floor(ageMs / DAY_MS)} d` : `${Math.floor(ageMs / HOUR_MS)} h`
}

function sizeText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`
}
