import { useMemo } from 'react'
import type { Passport, PassportSource } from '../../../core/market/passport.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'

const COLUMNS: readonly DataColumn<PassportSource>[] = [
  {
    key: 'layer',
    title: 'Layer',
    width: 56,
    align: 'right',
    value: ({ layer }) => layer,
    explanation: 'One file as received. A series is rebuilt from its layers, and a layer is never overwritten.',
  },
  { key: 'file', title: 'As received', width: 200, value: ({ file }) => file },
  {
    key: 'sha256',
    title: 'SHA-256',
    width: 240,
    value: ({ sha256 }) => sha256,
    text: ({ sha256 }) => <code className="code">{sha256}</code>,
  },
]

export function SourcesPanel({ passport, height }: { readonly passport: Passport; readonly height: number }) {
  const rows = useMemo(() => passport.sources.map((source) => ({ ...source })), [passport])
  return (
    <DataTable
      columns={COLUMNS}
      rows={rows}
      rowKey={({ layer, file }) => `${layer} ${file}`}
      height={height}
      label={`Raw layers of ${passport.symbol}`}
    />
  )
}
