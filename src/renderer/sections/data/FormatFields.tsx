import { Collapse, Select, SimpleGrid, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImportDraft } from './importDraft.ts'

type FormatFieldsProps = { readonly draft: ImportDraft; change(patch: Partial<ImportDraft>): void }

const TIME_UNITS = [
  { value: 's', label: 'seconds since 1970' },
  { value: 'ms', label: 'milliseconds since 1970' },
  { value: 'us', label: 'microseconds since 1970' },
  { value: 'ns', label: 'nanoseconds since 1970' },
  { value: 'iso', label: 'ISO 8601 text' },
]
const HEADERS = [
  { value: 'yes', label: 'the first line names the columns' },
  { value: 'no', label: 'no header' },
]
const DELIMITERS = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: 'tab', label: 'tab' },
  { value: '|', label: 'bar |' },
]

/** How times are written and lines are cut, where the file cannot tell. */
export function FormatFields({ draft, change }: FormatFieldsProps) {
  const [isOpen, setOpen] = useState(() => isSaid(draft))
  const isPredicted = draft.subject === 'predictions'
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div>
      <UnstyledButton className="import-more" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        <Chevron size={15} aria-hidden="true" /> Format by hand
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <SimpleGrid cols={4} spacing="sm" mt="xs">
          <Select
            label="Times are"
            placeholder="told from the file"
            data={TIME_UNITS}
            value={draft.timeUnit}
            onChange={(value) => change({ timeUnit: unitOf(value) })}
            clearable
          />
          <TextInput
            label="Pattern of times"
            placeholder="yyyy-MM-dd HH:mm"
            value={draft.timeFormat}
            onChange={(event) => change({ timeFormat: event.currentTarget.value })}
            spellCheck={false}
          />
          <Select
            label="Header"
            placeholder={isPredicted ? 'names its columns' : 'told from the file'}
            disabled={isPredicted}
            data={HEADERS}
            value={draft.header}
            onChange={(value) => change({ header: value === 'yes' || value === 'no' ? value : null })}
            clearable
          />
          <Select
            label="Between columns"
            placeholder="told from the file"
            disabled={isPredicted}
            data={DELIMITERS}
            value={draft.delimiter}
            onChange={(delimiter) => change({ delimiter })}
            clearable
          />
        </SimpleGrid>
      </Collapse>
    </div>
  )
}

/** What was said for a file before counts for this one too, and must be in sight. */
function isSaid({ timeUnit, timeFormat, header, delimiter }: ImportDraft): boolean {
  return timeUnit !== null || timeFormat.trim() !== '' || header !== null || delimiter !== null
}

function unitOf(value: string | null): ImportDraft['timeUnit'] {
  return value === 's' || value === 'ms' || value === 'us' || value === 'ns' || value === 'iso' ? value : null
}
