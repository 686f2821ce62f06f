import { Alert, List } from '@mantine/core'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import type { EventsShape } from '../../../core/contract/workbench/stageShapesEvents.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type LeakScan = EventsShape['leakScan']
type Finding = LeakScan['findings'][number]

const COLUMNS: readonly DataColumn<Finding>[] = [
  { key: 'name', title: 'Column', width: 220, value: (finding) => finding.name },
  {
    key: 'probe',
    title: 'Probe',
    width: 80,
    value: (finding) => finding.probe,
    explanation: 'truncate: later bars cut off. garble: later bars replaced by other prices.',
  },
  { key: 'cut', title: 'Cut at bar', width: 80, align: 'right', value: (finding) => finding.cut },
  {
    key: 'index',
    title: 'Changed bar',
    width: 90,
    align: 'right',
    value: (finding) => finding.index,
    explanation: 'First bar before the cut whose value changed with the bars after it.',
  },
]

export function LeakScanPanel({ scan }: { readonly scan: LeakScan }) {
  return (
    <Panel
      title="Leak scan"
      description="Every feature and detector computed again with the later bars cut off and replaced: no earlier value may change, by one bit."
    >
      <Verdict scan={scan} />
      {scan.findings.length === 0 ? null : (
        <DataTable
          columns={COLUMNS}
          rows={scan.findings}
          rowKey={(finding) => `${finding.name} ${finding.probe} ${finding.cut}`}
          height={240}
          label="Values that saw later bars"
        />
      )}
      {scan.unproven.length === 0 ? null : (
        <>
          <p>Of these nothing but missing values was compared, so the scan proves nothing of them:</p>
          <List size="sm">
            {scan.unproven.map((name) => (
              <List.Item key={name}>{name}</List.Item>
            ))}
          </List>
        </>
      )}
    </Panel>
  )
}

function Verdict({ scan }: { readonly scan: LeakScan }) {
  const checked = `${countText(scan.checked)} values compared`
  if (scan.clean) {
    return (
      <Alert color="blue" variant="light" icon={<IconShieldCheck size={18} />} title="Clean">
        {checked}; none depends on a later bar.
      </Alert>
    )
  }
  return (
    <Alert color="orange" variant="light" icon={<IconShieldX size={18} />} title="Not clean">
      {checked}; {countText(scan.findings.length)} findings, {countText(scan.unproven.length)} names unproven.
      {scan.checked === 0 ? ' A scan that compared nothing proves nothing.' : ' Results of this run cannot be trusted.'}
    </Alert>
  )
}
