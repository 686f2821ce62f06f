import {
  Autocomplete,
  Button,
  Checkbox,
  Collapse,
  Group,
  Modal,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { WHAT_TO_SHOW } from '../../../core/contract/download.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useSettings } from '../../data/useSettings.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { askedRange, type DownloadDraft, downloadRequest, newDownload, offeredWhat } from './downloadDraft.ts'
import { ExpectationNote } from './ExpectationNote.tsx'

type DownloadDialogProps = { readonly workspace: Workspace; readonly opened: boolean; onClose(): void }
type Change = (patch: Partial<DownloadDraft>) => void

const PORTS = [
  { value: '7497', label: '7497: TWS, paper account' },
  { value: '7496', label: '7496: TWS, live account' },
  { value: '4002', label: '4002: IB Gateway, paper account' },
  { value: '4001', label: '4001: IB Gateway, live account' },
]

/** What is asked of Interactive Brokers, and what it will cost. The form keeps what was written: the same again continues a download. */
export function DownloadDialog({ workspace, opened, onClose }: DownloadDialogProps) {
  const settings = useSettings()
  const all = workspace.instruments.map(({ symbol }) => symbol)
  const [written, setWritten] = useState<Partial<DownloadDraft>>({})
  const draft: DownloadDraft = { ...newDownload(settings, all), ...written }
  const change: Change = (patch) => setWritten((before) => ({ ...before, ...patch }))
  const start = useAction('jobs.start')
  const symbols = all.filter((symbol) => draft.symbols.includes(symbol))
  const isReady = symbols.length > 0 && draft.host.trim() !== '' && askedRange(draft).kind !== 'empty'
  const begin = async () => {
    const started = await start.run({ workspace: workspace.name, request: downloadRequest(draft, all) })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Download from Interactive Brokers" size="lg">
      <Stack gap="sm">
        <RangeFields draft={draft} change={change} />
        <SymbolFields all={all} draft={draft} change={change} />
        <GatewayFields draft={draft} change={change} />
        <BarFields workspace={workspace} draft={draft} change={change} />
        <ExpectationNote draft={draft} symbols={symbols.length} interval={workspace.interval} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void begin()} disabled={!isReady} loading={start.running}>
            Start the download
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type FieldsProps = { readonly draft: DownloadDraft; readonly change: Change }

function RangeFields({ draft, change }: FieldsProps) {
  return (
    <SimpleGrid cols={2} spacing="sm">
      <TextInput
        type="date"
        label="From"
        description="UTC; empty: six years back"
        value={draft.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        type="date"
        label="To"
        description="UTC, this day excluded; empty: now"
        value={draft.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}

function SymbolFields({ all, draft, change }: FieldsProps & { readonly all: readonly string[] }) {
  return (
    <Checkbox.Group label="Instruments" value={[...draft.symbols]} onChange={(symbols) => change({ symbols })}>
      <Group gap="md" mt={4} style={{ maxHeight: 120, overflowY: 'auto' }}>
        {all.map((symbol) => (
          <Checkbox key={symbol} value={symbol} label={symbol} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}

function GatewayFields({ draft, change }: FieldsProps) {
  const port = (text: string) => {
    const value = Number.parseInt(text, 10)
    if (value >= 1 && value <= 65_535) change({ port: value })
  }
  return (
    <SimpleGrid cols={2} spacing="sm">
      <TextInput
        label="Where TWS or IB Gateway runs"
        value={draft.host}
        onChange={(event) => change({ host: event.currentTarget.value })}
        spellCheck={false}
      />
      <PortField port={draft.port} onPort={port} />
    </SimpleGrid>
  )
}

function PortField({ port, onPort }: { readonly port: number; onPort(text: string): void }) {
  const [text, setText] = useState(`${port}`)
  const isWrong = !/^\d{1,5}(:.*)?$/.test(text.trim())
  return (
    <Autocomplete
      size="xs"
      label="Port"
      data={PORTS.map(({ label }) => label)}
      filter={({ options }) => options}
      value={text}
      error={isWrong ? 'A number from 1 to 65535.' : null}
      onChange={(value) => {
        setText(value)
        onPort(value)
      }}
    />
  )
}

function BarFields({ workspace, draft, change }: FieldsProps & { readonly workspace: Workspace }) {
  const [isOpen, setOpen] = useState(false)
  const classes = workspace.instruments.map(({ assetClass }) => assetClass)
  const hasStocks = classes.some((one) => one !== 'crypto')
  const usual = hasStocks ? 'TRADES' : 'AGGTRADES'
  return (
    <div>
      <UnstyledButton
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
        style={{ display: 'flex', alignItems: 'center', gap: 4 }}
      >
        {isOpen ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />} Bars, venue and pacing
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <SimpleGrid cols={3} spacing="sm" mt="xs">
          <Select
            label="Bars are made of"
            placeholder={`${usual} (usual)`}
            data={[...offeredWhat(classes)]}
            value={draft.what}
            onChange={(value) => change({ what: WHAT_TO_SHOW.find((what) => what === value) ?? null })}
            clearable
          />
          <TextInput
            label="Venue"
            placeholder={hasStocks ? 'SMART' : 'PAXOS, then ZEROHASH'}
            value={draft.venue}
            onChange={(event) => change({ venue: event.currentTarget.value })}
            spellCheck={false}
          />
          <NumberField
            label="Pause between requests"
            suffix=" s"
            value={draft.politeMs / 1_000}
            onChange={(value) => typeof value === 'number' && change({ politeMs: Math.round(value * 1_000) })}
            min={0}
            max={600}
          />
        </SimpleGrid>
        {hasStocks ? (
          <Checkbox
            mt="sm"
            label="All hours, 04:00 to 20:00 New York, not only regular ones"
            checked={draft.allHours}
            onChange={(event) => change({ allHours: event.currentTarget.checked })}
          />
        ) : null}
      </Collapse>
    </div>
  )
}
