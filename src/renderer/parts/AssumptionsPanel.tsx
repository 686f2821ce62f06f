import type { JsonValue } from '../../core/contract/jsonValue.ts'
import { specValueText } from '../../core/contract/specValueText.ts'
import { DataTable } from '../ui/DataTable.tsx'
import type { DataColumn } from '../ui/dataColumn.ts'
import { countText } from '../ui/numberText.ts'
import { Panel } from '../ui/Panel.tsx'

type Assumption = { readonly field: string; readonly value: JsonValue; readonly meaning: string }

/** What nobody wrote, and what stands in for it. */
export function AssumptionsPanel({ assumptions }: { readonly assumptions: readonly Assumption[] }) {
  if (assumptions.length === 0) return null
  return (
    <Panel
      title="Assumptions"
      description={`${countText(assumptions.length)} ${assumptions.length === 1 ? 'field' : 'fields'} that the specification does not say, and what was taken for them`}
      flush
    >
      <DataTable columns={COLUMNS} rows={assumptions} rowKey={({ field }) => field} height={320} label="Assumptions" />
    </Panel>
  )
}

const COLUMNS: readonly DataColumn<Assumption>[] = [
  { key: 'field', title: 'Field', width: 250, value: ({ field }) => field },
  {
    key: 'value',
    title: 'Value',
    width: 180,
    value: ({ value }) => (typeof value === 'number' ? value : specValueText(value)),
    text: ({ value }) => (
      <span className="code" title={specValueText(value)}>
        {specValueText(value)}
      </span>
    ),
  },
  { key: 'meaning', title: 'Meaning', width: 420, value: ({ meaning }) => meaning },
]
