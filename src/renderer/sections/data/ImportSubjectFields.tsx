import { Autocomplete, Checkbox, Group, SegmentedControl, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { IMPORT_SUBJECTS, type ImportSubject } from '../../../core/contract/workbench/importCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { SENSOR_KINDS } from '../../../core/market/sensors/sensorKinds.ts'
import { draftFaults, type ImportDraft, isFunding, KNOWN_WAYS, type KnownWay } from './importDraft.ts'

type FieldsProps = {
  readonly workspace: Workspace
  readonly draft: ImportDraft
  change(patch: Partial<ImportDraft>): void
}

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

const SUBJECT_TEXTS: Readonly<Record<ImportSubject, { readonly label: string; readonly description: string }>> = {
  bars: { label: 'Bars', description: 'Open, high, low and close of one instrument; a time is the start of a bar.' },
  table: {
    label: 'A dated table',
    description:
      'Any other rows with a time: each knows when it happened and when it was known, and is read from then on.',
  },
  predictions: {
    label: 'Predictions',
    description:
      'What a model made elsewhere foretold: time, symbol and signal. A time is the start of the bar at whose close the prediction was known; it is traded at the next open.',
  },
}

const KNOWN_TEXTS: Readonly<Record<KnownWay, string>> = {
  column: 'as a column of the file says',
  event: 'at once, when it happened',
  later: 'some time later, always the same',
}

/** What the file is taken for, and what only a person can say of it. */
export function ImportSubjectFields({ workspace, draft, change }: FieldsProps) {
  const isSynthetic = workspace.synthetic !== undefined
  const choose = (value: string) => change({ subject: IMPORT_SUBJECTS.find((one) => one === value) ?? draft.subject })
  return (
    <>
      <div>
        <SegmentedControl
          aria-label="The file holds"
          data={IMPORT_SUBJECTS.map((value) => ({
            value,
            label: SUBJECT_TEXTS[value].label,
            disabled: isSynthetic && value === 'bars',
          }))}
          value={draft.subject}
          onChange={choose}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {SUBJECT_TEXTS[draft.subject].description}
          {isSynthetic ? ' Bars of this workspace are synthetic, which are never mixed with others.' : ''}
        </Text>
      </div>
      {draft.subject === 'bars' ? <BarFields workspace={workspace} draft={draft} change={change} /> : null}
      {draft.subject === 'table' ? <TableFields draft={draft} change={change} /> : null}
      {draft.subject === 'predictions' ? (
        <PredictionFields workspace={workspace} draft={draft} change={change} />
      ) : null}
    </>
  )
}

function BarFields({ workspace, draft, change }: FieldsProps) {
  return (
    <SimpleGrid cols={3} spacing="sm">
      <Select
        label="Instrument"
        data={workspace.instruments.map(({ symbol }) => symbol)}
        value={draft.symbol}
        onChange={(symbol) => change({ symbol: symbol ?? '' })}
        allowDeselect={false}
      />
      <LengthField workspace={workspace} draft={draft} change={change} />
      <ZoneField draft={draft} change={change} />
    </SimpleGrid>
  )
}

function TableFields({ draft, change }: Omit<FieldsProps, 'workspace'>) {
  const { table, delay } = draftFaults(draft)
  return (
    <>
      <SimpleGrid cols={draft.known === 'later' ? 4 : 3} spacing="sm">
        <Autocomplete
          label="Name of the table"
          placeholder="funding"
          data={[...SENSOR_KINDS]}
          value={draft.table}
          error={table}
          onChange={(value) => change({ table: value })}
          spellCheck={false}
        />
        <Select
          label="A row was known"
          data={KNOWN_WAYS.map((value) => ({ value, label: KNOWN_TEXTS[value] }))}
          value={draft.known}
          onChange={(value) => change({ known: KNOWN_WAYS.find((one) => one === value) ?? draft.known })}
          allowDeselect={false}
        />
        {draft.known === 'later' ? (
          <TextInput
            label="So much later"
            placeholder="8h"
            value={draft.delay}
            error={delay}
            onChange={(event) => change({ delay: event.currentTarget.value })}
            spellCheck={false}
          />
        ) : null}
        <ZoneField draft={draft} change={change} />
      </SimpleGrid>
      <Group gap="lg" align="flex-start">
        <Checkbox
          label="All rows are of one series: no column says whose they are"
          checked={!draft.hasKey}
          onChange={(event) => change({ hasKey: !event.currentTarget.checked })}
        />
        {isFunding(draft) ? (
          <Checkbox
            label="Take the stamps of funding as they are"
            title="Else they are held against the settlement grid, and those of another clock are corrected; what was done is told. A table of funding has one value: the rate."
            checked={draft.keepStamps}
            onChange={(event) => change({ keepStamps: event.currentTarget.checked })}
          />
        ) : null}
      </Group>
    </>
  )
}

function PredictionFields({ workspace, draft, change }: FieldsProps) {
  return (
    <SimpleGrid cols={3} spacing="sm">
      <TextInput
        label="Name of the model"
        placeholder="SPY_daily"
        value={draft.model}
        error={draftFaults(draft).model}
        onChange={(event) => change({ model: event.currentTarget.value })}
        spellCheck={false}
      />
      <LengthField workspace={workspace} draft={draft} change={change} />
      <ZoneField draft={draft} change={change} />
    </SimpleGrid>
  )
}

function LengthField({ workspace, draft, change }: FieldsProps) {
  return (
    <TextInput
      label={draft.subject === 'bars' ? 'Length of a bar' : 'Length of the bars'}
      placeholder={workspace.interval}
      value={draft.interval}
      onChange={(event) => change({ interval: event.currentTarget.value })}
    />
  )
}

function ZoneField({ draft, change }: Omit<FieldsProps, 'workspace'>) {
  return (
    <Autocomplete
      label="Time zone of times"
      placeholder="only where the file does not say it"
      data={[...ZONES]}
      limit={30}
      value={draft.tz}
      onChange={(tz) => change({ tz })}
      spellCheck={false}
    />
  )
}
