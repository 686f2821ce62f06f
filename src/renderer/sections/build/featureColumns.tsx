import type { FeatureView } from '../../../core/contract/workbench/buildViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'

export const FEATURE_COLUMNS: readonly DataColumn<FeatureView>[] = [
  {
    key: 'name',
    title: 'Feature',
    width: 260,
    value: ({ name }) => name,
    text: ({ name }) => (
      <span className="code" title={name}>
        {name}
      </span>
    ),
  },
  { key: 'group', title: 'Measures', width: 98, value: ({ group }) => group },
  { key: 'formula', title: 'Formula', width: 270, value: ({ formula }) => formula },
  { key: 'unit', title: 'Unit', width: 166, value: ({ unit }) => unit },
  {
    key: 'warmup',
    title: 'First bar',
    width: 88,
    align: 'right',
    value: ({ warmupBars }) => warmupBars,
    text: ({ warmupBars }) => (warmupBars === null ? 'at once' : countText(warmupBars)),
    explanation:
      'First bar, counted from 0, that has a value; the ones before are missing. At once: known with the event.',
  },
  {
    key: 'signed',
    title: 'Signed',
    width: 74,
    align: 'center',
    value: ({ signed }) => signed,
    text: ({ signed }) => (signed ? 'yes' : 'no'),
    explanation:
      'Signed: changes sign on mirrored prices. In a matrix it is turned to the direction of the event, so that it means the same for long and short.',
  },
  {
    key: 'given',
    title: 'Given',
    width: 94,
    value: ({ given }) => given,
    text: ({ given }) => (given === 'always' ? 'always' : 'pattern aid'),
    explanation: 'Pattern aid: only in matrices of runs that asked for pattern features (Pipeline, pattern aid).',
  },
]

/** Beside an open column there is no room for the rest, and the column itself tells it. */
export const NARROW_FEATURE_COLUMNS = FEATURE_COLUMNS.filter(({ key }) => ['name', 'group', 'warmup'].includes(key))
