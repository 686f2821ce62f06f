import type { BoardRow } from './boardRow.ts'
import { meetsNumber } from './numberCondition.ts'
import type { FilterCondition, LeaderboardFilter } from './parseFilter.ts'

/** `no-value`: it meets everything but asks for a figure that the entry does not have. */
export type Match = 'yes' | 'no' | 'no-value'

/** Whether a row meets all conditions; `measured` answers null for a figure without a value. */
export function meetsConditions(
  row: BoardRow,
  { conditions }: LeaderboardFilter,
  measured: (key: string) => number | null,
): Match {
  let match: Match = 'yes'
  for (const condition of conditions) {
    if (condition.kind === 'number') {
      const value = measured(condition.key)
      if (value === null) match = 'no-value'
      else if (!meetsNumber(condition, value)) return 'no'
    } else if (!meetsWords(row, condition)) return 'no'
  }
  return match
}

function meetsWords(row: BoardRow, condition: Exclude<FilterCondition, { kind: 'number' }>): boolean {
  const { entry } = row
  if (condition.kind === 'period') return entry.fromMs >= condition.fromMs && entry.toMs <= condition.toMs
  const { field, value } = condition
  switch (field) {
    case 'kind':
      return entry.kind === value
    case 'review':
      return row.review === value
    case 'fill':
      return entry.optimisticFill === (value === 'optimistic')
    case 'symbol':
      return entry.instruments.some((symbol) => symbol.toLowerCase() === value)
    case 'workspace':
      return row.workspace.toLowerCase() === value
    case 'pack':
      return (entry.pack ?? 'none').toLowerCase() === value
    case 'subject':
      return entry.subject.toLowerCase() === value
    case 'interval':
      return entry.interval.toLowerCase() === value
  }
}
