import { ScrollArea, Table } from '@mantine/core'
import type { ImportPreview } from '../../../core/contract/workbench/views.ts'

/** What the file is taken for, and its first rows as they stand: the person has to agree. */
export function PreviewTable({ preview }: { readonly preview: ImportPreview }) {
  const { description, columnNames, sample } = preview
  const width = Math.max(columnNames?.length ?? 0, ...sample.map((row) => row.length))
  const places = Array.from({ length: width }, (_, place) => place)
  return (
    <section aria-label="What the file is read as">
      <strong>Read as</strong>
      <ul style={{ margin: '4px 0 8px', paddingLeft: 18 }}>
        {description.map((line) => (
          <li key={line} style={{ overflowWrap: 'anywhere' }}>
            {line}
          </li>
        ))}
      </ul>
      <ScrollArea type="auto" offsetScrollbars="x">
        <Table
          verticalSpacing={3}
          withTableBorder
          withColumnBorders
          fz={12}
          style={{ fontVariantNumeric: 'tabular-nums' }}
        >
          <Table.Thead>
            <Table.Tr>
              {places.map((place) => (
                <Table.Th key={place} style={{ whiteSpace: 'nowrap' }}>
                  {columnNames?.[place] || `#${place + 1}`}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sample.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have nothing else that tells them apart
              <Table.Tr key={line}>
                {places.map((place) => (
                  <Table.Td key={place} style={{ whiteSpace: 'nowrap' }}>
                    {row[place] ?? ''}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </section>
  )
}
