import type { CleanItem, CleanPlan } from '../../../core/contract/workbench/careViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, durationText, sizeText } from '../../ui/numberText.ts'

/** All that one rule names in one place. `busy`: why nothing of it is touched now. */
export type CleanRow = {
  readonly key: string
  readonly place: string
  readonly path: string
  readonly what: string
  readonly loss: string
  readonly busy: string | null
  readonly files: number
  readonly bytes: number
  readonly ageMs: number | null
}

export function cleanRows({ places }: Pick<CleanPlan, 'places'>): readonly CleanRow[] {
  return places.flatMap(({ kind, name, busy, items }) => {
    const rules = [...new Set(items.map(({ rule }) => rule))]
    const place = kind === 'workspace' ? name : 'the home itself'
    return rules.map((rule) => ({
      key: `${kind} ${name} ${rule}`,
      place,
      busy,
      ...rowOf(
        rule,
        items.filter((item) => item.rule === rule),
      ),
    }))
  })
}

function rowOf(rule: string, items: readonly CleanItem[]): Omit<CleanRow, 'key' | 'place' | 'busy'> {
  const [first] = items
  const sum = (pick: (item: CleanItem) => number) => items.reduce((total, item) => total + pick(item), 0)
  const ages = items.flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs]))
  return {
    path: items.length === 1 ? (first?.path ?? rule) : `${rule} (${items.length})`,
    what: first?.what ?? '',
    loss: first?.loss ?? '',
    files: sum(({ files }) => files),
    bytes: sum(({ bytes }) => bytes),
    ageMs: ages.length === 0 ? null : Math.min(...ages),
  }
}

const right = { align: 'right' as const }

export const CLEAN_COLUMNS: readonly DataColumn<CleanRow>[] = [
  { key: 'place', title: 'Where', width: 80, value: ({ place }) => place },
  { key: 'what', title: 'What', width: 170, value: ({ what }) => what },
  { key: 'path', title: 'Path', width: 110, value: ({ path }) => path },
  {
    key: 'bytes',
    title: 'Size',
    width: 70,
    ...right,
    value: ({ bytes }) => bytes,
    text: ({ bytes }) => sizeText(bytes),
  },
  {
    key: 'files',
    title: 'Files',
    width: 44,
    ...right,
    value: ({ files }) => files,
    text: ({ files }) => countText(files),
  },
  {
    key: 'age',
    title: 'Age',
    width: 84,
    ...right,
    value: ({ ageMs }) => ageMs,
    text: ({ ageMs }) => durationText(ageMs),
    why: () => 'It holds no file.',
    explanation: 'Since the newest file of it was written.',
  },
  {
    key: 'loss',
    title: 'Without it',
    width: 150,
    value: ({ busy, loss }) => (busy === null ? loss : `left alone: ${busy}`),
    explanation: 'What it costs to be without; or why it is left alone now.',
  },
]
