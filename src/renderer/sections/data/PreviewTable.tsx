import { Button, Group, NativeSelect, ScrollArea } from '@mantine/core'
import type { ImportPreview } from '../../../core/contract/workbench/views.ts'
import {
  BAR_FIELDS,
  type BarField,
  type ColumnChoices,
  fieldAt,
  isChosen,
  missingFields,
  withColumn,
} from './columnsText.ts'

type PreviewTableProps = {
  readonly preview: ImportPreview
  /** Null: as the file itself tells. */
  readonly chosen: ColumnChoices | null
  onChoose(choices: ColumnChoices | null): void
}

const IGNORED = 'ignore'

/** What the file is taken for, and its first rows as they stand; above each column what it holds. The person has to agree. */
export function PreviewTable({ preview, chosen, onChoose }: PreviewTableProps) {
  const { description, columnNames, sample } = preview
  const choices: ColumnChoices = chosen ?? preview.columns
  const width = Math.max(columnNames?.length ?? 0, ...sample.map((row) => row.length))
  const places = Array.from({ length: width }, (_, place) => place)
  const missing = missingFields(choices)
  return (
    <section aria-label="What the file is read as">
      <Group justify="space-between" gap="sm" mb="xs">
        <strong>{description.length > 0 ? 'Read as' : 'First rows'}</strong>
        {chosen === null ? null : (
          <Button variant="default" size="compact-xs" onClick={() => onChoose(null)}>
            Columns as the file tells
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
      {chosen === null && missing.length === 0 && preview.trouble?.code === 'columns-needed' ? (
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
                    data={[{ value: '', label: IGNORED }, ...BAR_FIELDS]}
                    value={fieldAt(choices, place) ?? ''}
                    onChange={(event) => onChoose(withColumn(choices, place, fieldOf(event.currentTarget.value)))}
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
                  <td key={place} data-ignored={fieldAt(choices, place) === null || undefined}>
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

function fieldOf(value: string): BarField | null {
  return BAR_FIELDS.find((field) => field === value) ?? null
}
