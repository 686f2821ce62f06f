import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import type { SealReport } from '../../../core/contract/workbench/holdOutCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { seenBeyond } from '../../../core/validation/seenBeyond.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { Loading } from '../../ui/Loading.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { missingOfSeal, newSeal, type SealDraft, sealedWords, sealRequest } from './sealDraft.ts'

type SealDialogProps = {
  readonly workspace: Workspace
  /** Of stored bars. */
  readonly intervals: readonly string[]
  onClose(): void
}

const PLAN_AFTER_MS = 300

/** The newest bars are put out of reach of everything that is tried; what that means is said, and agreed to, before. */
export function SealDialog({ workspace, intervals, onClose }: SealDialogProps) {
  const all = workspace.instruments.map(({ symbol }) => symbol)
  const [draft, setDraft] = useState(() => newSeal(all))
  const [agreed, setAgreed] = useState<string | null>(null)
  const change = (patch: Partial<SealDraft>) => setDraft({ ...draft, ...patch })
  const missing = missingOfSeal(draft)
  const request = sealRequest(draft, all)
  const [asked] = useDebouncedValue(request, PLAN_AFTER_MS)
  const wish = JSON.stringify(request)
  const plan = useCall('holdOut.plan', { workspace: workspace.name, request: asked }, { enabled: missing === null })
  const isCurrent = JSON.stringify(asked) === wish && !plan.loading
  const start = useAction('jobs.start')
  const isReady = missing === null && isCurrent && plan.value !== null
  const begin = async () => {
    const started = await start.run({ workspace: workspace.name, request })
    if (started.ok) onClose()
  }
  return (
    <Modal opened onClose={onClose} title="Seal a hold-out" size="lg">
      <Stack gap="sm">
        <SealFields draft={draft} all={all} intervals={intervals} own={workspace.interval} change={change} />
        <div style={{ minHeight: 84 }}>
          {missing !== null ? (
            <Alert color="orange">{missing}</Alert>
          ) : plan.trouble !== null && isCurrent ? (
            <TroubleNote trouble={plan.trouble} />
          ) : plan.value === null || !isCurrent ? (
            <Loading label="Counting the bars" />
          ) : (
            <PlanNote plan={plan.value} />
          )}
        </div>
        <Checkbox
          label="I understand that this cannot be undone, and that the boundary cannot be moved."
          // Agreed to what is seen: another boundary asks again.
          checked={isReady && agreed === wish}
          disabled={!isReady}
          onChange={(event) => setAgreed(event.currentTarget.checked ? wish : null)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            leftSection={<IconLock size={15} />}
            disabled={!isReady || agreed !== wish}
            loading={start.running}
            onClick={() => void begin()}
          >
            Seal it
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function PlanNote({ plan }: { readonly plan: SealReport }) {
  const { timeZone } = useSettings()
  return (
    <Alert variant="light" color={plan.lookedAt === 0 ? 'blue' : 'orange'} role="status">
      <b>{sealedWords(plan, `${timeText(plan.from, timeZone)} ${timeZone}`)}</b>
      <div>{seenBeyond(plan.lookedAt)}</div>
      <div>
        Builds, trainings, sweeps, discoveries and backtests end there. A backtest or a model can be taken through it
        later; the ledger counts each opening for ever.
      </div>
    </Alert>
  )
}

type FieldsProps = {
  readonly draft: SealDraft
  readonly all: readonly string[]
  readonly intervals: readonly string[]
  readonly own: string
  change(patch: Partial<SealDraft>): void
}

function SealFields({ draft, all, intervals, own, change }: FieldsProps) {
  return (
    <>
      <Checkbox.Group
        label="Instruments"
        description="They share one boundary. An instrument can be sealed once."
        value={[...draft.symbols]}
        onChange={(symbols) => change({ symbols })}
      >
        <Group gap="md" mt={4} style={{ maxHeight: 100, overflowY: 'auto' }}>
          {all.map((symbol) => (
            <Checkbox key={symbol} value={symbol} label={symbol} />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={3} spacing="sm" style={{ alignItems: 'end' }}>
        <Select
          label="Counted in bars of"
          data={[...new Set([own, ...intervals])]}
          value={draft.interval ?? own}
          onChange={(interval) => change({ interval })}
          allowDeselect={false}
        />
        <SegmentedControl
          aria-label="The boundary is given by"
          data={[
            { value: 'share', label: 'Newest share' },
            { value: 'day', label: 'First day' },
          ]}
          value={draft.by}
          onChange={(by) => change({ by: by === 'day' ? 'day' : 'share' })}
        />
        {draft.by === 'share' ? (
          <NumberField
            label="Share of the bars, %"
            value={draft.sharePercent}
            onChange={(sharePercent) => change({ sharePercent })}
            min={0}
            max={100}
            clampBehavior="none"
            hideControls
          />
        ) : (
          <TextInput
            type="date"
            label="First sealed day"
            title="By the exchange's clock"
            value={draft.day}
            onChange={(event) => change({ day: event.currentTarget.value })}
          />
        )}
      </SimpleGrid>
    </>
  )
}
