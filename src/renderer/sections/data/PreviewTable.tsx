import { Button, Group, NativeSelect, ScrollArea } from '@mantine/core'
import type { ImportPreview } from '../../../core/contract/workbench/views.ts'
import { COLUMN_FIELDS, type ColumnChoices, fieldAt, IGNORED, isChosen, withColumn } from './columnsText.ts'
import { type ImportDraft, unsaidFields } from './importDraft.ts'

type PreviewTableProps = {
  readonly draft: ImportDraft
  readonly preview: ImportPreview
  /** Null: as the file itself tells. */
  onChoose(choices: ColumnChoices | null): void
}

/** What the file is taken for, and its first rows as they stand; above each column what it holds. The person has to agree. */
export function PreviewTable({ draft, preview, onChoose }: PreviewTableProps) {
  const { subject, columns: chosen } = draft
  const { description, columnNames, sample } = preview
  const choices: ColumnChoices = chosen ?? (subject === 'table' ? {} : preview.columns)
  const { offered, rest } = COLUMN_FIELDS[subject]
  const width = previewWidth(preview)
  const places = Array.from({ length: width }, (_, place) => place)
  const missing = unsaidFields(draft, choices, { names: columnNames ?? [], width })
  return (
    <section aria-label="What the file is read as">
      <Group justify="space-between" gap="sm" mb="xs">
        <strong>{description.length > 0 ? 'Read as' : 'First rows'}</strong>
        {chosen === null ? null : (
          <Button variant="default" size="compact-xs" onClick={() => onChoose(null)}>
            {subject === 'table' ? 'Choose anew' : 'Columns as the file tells'}
          </Button>
        )}
      </Group>
      {description.length === 0 ? null : (
        <ul className="import-lines">
          {description.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {missing.length === 0 ? null : (
        <p className="import-missing">Not said yet which column holds: {missing.join(', ')}.</p>
      )}
      {subject === 'bars' && chosen === null && missing.length === 0 && preview.trouble?.code === 'columns-needed' ? (
        <Button variant="default" size="compact-xs" mb="xs" onClick={() => onChoose(choices)}>
          Read it with these columns{isChosen(choices, 'volume') ? '' : ', without volume'}
        </Button>
      ) : null}
      <ScrollArea type="auto" offsetScrollbars="x">
        <table className="import-rows">
          <thead>
            <tr>
              {places.map((place) => (
                <th key={place} scope="col">
                  <NativeSelect
                    size="xs"
                    aria-label={`Column ${place + 1}${columnNames?.[place] ? ` (${columnNames[place]})` : ''} holds`}
                    data={[{ value: '', label: rest }, ...offered]}
                    value={fieldAt(choices, place) ?? ''}
                    onChange={(event) => onChoose(withColumn(choices, place, event.currentTarget.value || null))}
                  />
                  <span className="import-name">{columnNames?.[place] || `#${place + 1}`}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have nothing else that tells them apart
              <tr key={line}>
                {places.map((place) => (
                  <td key={place} data-ignored={(fieldAt(choices, place) ?? rest) === IGNORED || undefined}>
                    {row[place] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  )
}

/** Of the header or the longest row. */
export function previewWidth({ columnNames, sample }: ImportPreview): number {
  return Math.max(columnNames?.length ?? 0, ...sample.map((row) => row.length))
}
