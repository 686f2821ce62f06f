import { Alert, Button, Checkbox, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { FETCH_KINDS, FETCH_PERIODS, isOfBars } from '../../../core/contract/fetchKinds.ts'
import type { FetchPlanView } from '../../../core/contract/workbench/fetchCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { TroubleWayContext } from '../../ui/troubleWay.ts'
import { FetchSourceFields } from './FetchSourceFields.tsx'
import {
  changedFetch,
  type FetchDraft,
  FIRST_DAY,
  fetchRequest,
  KIND_CHOICES,
  KIND_TEXTS,
  missingWords,
  newFetch,
} from './fetchDraft.ts'
import { amountWords, askedWords, fetchTrouble } from './fetchWords.ts'

type FetchDialogProps = {
  readonly workspace: Workspace
  /** Day of the first bar, where there is one. */
  readonly firstDay: string
  readonly opened: boolean
  onClose(): void
}

const PLAN_AFTER_MS = 300

/** What is fetched from public archives; who will be asked, and for how much, is said before. The form keeps what was written: the same again continues a fetch. */
export function FetchDialog({ workspace, firstDay, opened, onClose }: FetchDialogProps) {
  const all = workspace.instruments.map(({ symbol }) => symbol)
  const [written, setWritten] = useState<FetchDraft | null>(null)
  const draft = written ?? newFetch(all, firstDay)
  const change = (patch: Partial<FetchDraft>) => setWritten(changedFetch(draft, patch))
  const missing = missingWords(draft)
  const { plan, isCurrent } = usePlan(workspace.name, draft, all, opened && missing === null)
  const start = useAction('jobs.start')
  const isReady = missing === null && isCurrent && plan.value !== null
  const begin = async () => {
    const started = await start.run({ workspace: workspace.name, request: fetchRequest(draft, all) })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Fetch from public archives" size="lg">
      <Stack gap="sm">
        <WhatFields workspace={workspace} draft={draft} change={change} />
        <RangeFields draft={draft} change={change} />
        <Checkbox.Group label="Instruments" value={[...draft.symbols]} onChange={(symbols) => change({ symbols })}>
          <Group gap="md" mt={4} style={{ maxHeight: 100, overflowY: 'auto' }}>
            {all.map((symbol) => (
              <Checkbox key={symbol} value={symbol} label={symbol} />
            ))}
          </Group>
        </Checkbox.Group>
        <FetchSourceFields draft={draft} change={change} />
        <div style={{ minHeight: 96 }}>
          {missing !== null ? (
            <Alert color="orange">{missing}</Alert>
          ) : plan.trouble !== null && isCurrent ? (
            <TroubleWayContext value={hereItIs}>
              <TroubleNote trouble={fetchTrouble(plan.trouble)} />
            </TroubleWayContext>
          ) : plan.value === null ? (
            <Loading label="Counting the files" />
          ) : (
            <PlanNote plan={plan.value} />
          )}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void begin()} disabled={!isReady} loading={start.running}>
            Start the fetch
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** The way out of this trouble is this dialog. */
function hereItIs(): null {
  return null
}

/** What the engine would do under what the form says now, a moment after the last change. */
function usePlan(workspace: string, draft: FetchDraft, all: readonly string[], enabled: boolean) {
  const request = fetchRequest(draft, all)
  const [asked] = useDebouncedValue(request, PLAN_AFTER_MS)
  const plan = useCall('fetch.plan', { workspace, request: asked }, { enabled })
  const isCurrent = JSON.stringify(asked) === JSON.stringify(request) && !plan.loading
  return { plan, isCurrent }
}

function PlanNote({ plan }: { readonly plan: FetchPlanView }) {
  const { table, period, markets, notes } = plan
  const becomes =
    table === null
      ? `Becomes bars of ${period}, one series for each of ${markets.length}.`
      : `Becomes the table ${table}.`
  return (
    <Alert variant="light" role="status">
      <b>{askedWords(plan)}</b>
      <div>{amountWords(plan)}</div>
      <div>
        {becomes} {notes.join(' ')} What has come is kept: cancelled or cut off, the same fetch continues.
      </div>
    </Alert>
  )
}

type FieldsProps = { readonly draft: FetchDraft; change(patch: Partial<FetchDraft>): void }

function WhatFields({ workspace, draft, change }: FieldsProps & { readonly workspace: Workspace }) {
  const { what } = draft
  const periods = FETCH_PERIODS[what]
  const usual = isOfBars(what) ? workspace.interval : '5m'
  return (
    <>
      <Select
        label="What"
        description={KIND_TEXTS[what].description}
        data={[...KIND_CHOICES]}
        value={what}
        onChange={(value) => change({ what: FETCH_KINDS.find((kind) => kind === value) ?? what })}
        allowDeselect={false}
        data-autofocus
      />
      <SimpleGrid cols={3} spacing="sm">
        <Select
          label={isOfBars(what) ? 'Length of a bar' : 'Length of a row'}
          placeholder={periods.length === 0 ? 'as it settles' : `${usual} (usual)`}
          data={[...periods]}
          value={draft.period}
          onChange={(period) => change({ period })}
          disabled={periods.length === 0}
          clearable
        />
        <TextInput
          label="Quoted in"
          placeholder="USDT"
          value={draft.quote}
          onChange={(event) => change({ quote: event.currentTarget.value })}
          spellCheck={false}
        />
        <TextInput
          label="Name of the table"
          placeholder={what === 'klines' ? 'bars are no table' : what}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          disabled={what === 'klines'}
          spellCheck={false}
        />
      </SimpleGrid>
    </>
  )
}

function RangeFields({ draft, change }: FieldsProps) {
  return (
    <SimpleGrid cols={2} spacing="sm">
      <TextInput
        type="date"
        label="From"
        description="UTC"
        min={FIRST_DAY}
        value={draft.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
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
