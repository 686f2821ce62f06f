import { Autocomplete, SimpleGrid } from '@mantine/core'
import { BAR_FIELDS, type ColumnChoices } from './columnsText.ts'

type ColumnsFormProps = {
  readonly choices: ColumnChoices
  /** Of the file's header, where it was read. */
  readonly columnNames: readonly string[]
  onChange(choices: ColumnChoices): void
}

/** Which column is which: by its name, or by its number. */
export function ColumnsForm({ choices, columnNames, onChange }: ColumnsFormProps) {
  const data = [...new Set(columnNames.filter((name) => name !== ''))]
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '10px 0 0' }}>
      <legend style={{ color: 'var(--mantine-color-dimmed)', fontSize: 12, padding: 0 }}>
        Columns, each by its name in the header or by its number from 1; all empty: told from the file
      </legend>
      <SimpleGrid cols={7} spacing={8} mt={4}>
        {BAR_FIELDS.map((field) => (
          <Autocomplete
            key={field}
            label={field}
            size="xs"
            data={data}
            value={choices[field]}
            onChange={(text) => onChange({ ...choices, [field]: text })}
            spellCheck={false}
            comboboxProps={{ width: 180, position: 'bottom-start' }}
          />
        ))}
      </SimpleGrid>
    </fieldset>
  )
}
