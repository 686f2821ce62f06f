import type { FamilyView } from '../../../core/contract/workbench/matrixViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'

const first = ({ versions }: FamilyView) => versions[0]?.columns[0]

export const FAMILY_COLUMNS: readonly DataColumn<FamilyView>[] = [
  {
    key: 'name',
    title: 'Name',
    width: 184,
    value: ({ name }) => name,
    text: ({ asked }) => (
      <span className="code" title={asked}>
        {asked}
      </span>
    ),
    explanation: 'As it is asked for, with its standard numbers; other numbers make another column.',
  },
  { key: 'kind', title: 'Kind', width: 106, value: ({ kind }) => kind },
  { key: 'title', title: 'What it is', width: 232, value: ({ title }) => title },
  {
    key: 'formula',
    title: 'Formula',
    width: 260,
    value: (family) => first(family)?.formula ?? '',
    text: (family) => <span title={first(family)?.formula}>{first(family)?.formula}</span>,
  },
  {
    key: 'warmup',
    title: 'Warm-up',
    width: 84,
    align: 'right',
    value: (family) => first(family)?.warmupBars ?? null,
    text: (family) => countText(first(family)?.warmupBars),
    explanation: 'Bars before the first value, with the standard numbers.',
  },
  {
    key: 'columns',
    title: 'Columns',
    width: 80,
    align: 'right',
    value: ({ versions }) => versions[0]?.columns.length ?? 0,
  },
  {
    key: 'version',
    title: 'Version',
    width: 78,
    align: 'right',
    value: ({ versions }) => versions[0]?.version ?? null,
    explanation: 'The newest; an older one stays available as NAME@1.',
  },
]

const NARROW: readonly string[] = ['name', 'kind', 'warmup']

/** Beside an open definition there is no room for the rest. */
export const NARROW_FAMILY_COLUMNS = FAMILY_COLUMNS.filter(({ key }) => NARROW.includes(key))
