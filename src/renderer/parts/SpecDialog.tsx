import { Button, Checkbox, Group, Modal, Select, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { isLive } from '../data/jobsStore.ts'
import { useAction } from '../data/useAction.ts'
import { useCall } from '../data/useCall.ts'
import { useJobsOf } from '../data/useJobs.ts'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import './parts.css'
import { SweepEstimateNote } from './SweepEstimateNote.tsx'
import { MODEL_STARTS, SPEC_STARTS, type SpecKind } from './specFields.ts'
import { SpecForm } from './specForm/SpecForm.tsx'

type SpecDialogProps = {
  readonly workspace: string
  readonly kind: SpecKind
  /** Trades the predictions of this model at first, and no strategy. */
  readonly model?: string | undefined
  /** Begins with the hold-out opened; it can be left out still. */
  readonly opensHoldOut?: boolean
  readonly opened: boolean
  onClose(): void
}

/** A specification as YAML, and beside it a form of the fields that its schema declares; each changes the other. */
export function SpecDialog({ workspace, kind, model, opensHoldOut = false, opened, onClose }: SpecDialogProps) {
  const [traded, setTraded] = useState(model ?? null)
  const [text, setText] = useState(startOf(kind, traded))
  const [settled] = useDebouncedValue(text, 300)
  const { value: fault, loading } = useCall('specs.judge', { kind, text: settled }, { enabled: opened })
  const start = useAction('jobs.start')
  const [throughHoldOut, setThroughHoldOut] = useState(opensHoldOut)
  const [estimateKey, setEstimateKey] = useState<string | null>(null)
  const estimated = useJobsOf(workspace).find(({ key }) => key === estimateKey) ?? null
  const run = async (estimate: boolean) => {
    const told = { spec: text, ...(traded === null ? {} : { model: traded }) }
    const request =
      kind === 'sweep'
        ? { kind, ...told, ...(estimate ? { estimate } : {}) }
        : { kind, ...told, ...(throughHoldOut ? { throughHoldOut } : {}) }
    const started = await start.run({ workspace, request })
    if (!started.ok) return
    if (estimate) setEstimateKey(started.value.key)
    else onClose()
  }
  const isReady = !loading && settled === text && fault === null && text.trim() !== ''
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={traded === null ? `New ${kind}` : `New ${kind} of the model ${traded}`}
      size={1_080}
    >
      <TradedField
        workspace={workspace}
        opened={opened}
        traded={traded}
        onTraded={(next) => {
          // What nobody wrote in is exchanged for what fits.
          if (text === startOf(kind, traded)) setText(startOf(kind, next))
          setTraded(next)
        }}
      />
      <div className="spec-dialog spec-dialog-wide">
        <Textarea
          label="Specification (YAML)"
          classNames={{ input: 'spec-text' }}
          rows={26}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="spec-form" aria-label="The same as a form" tabIndex={0}>
          <SpecForm kind={kind} text={text} opened={opened} onText={setText} />
        </section>
      </div>
      {fault === null ? null : <TroubleNote trouble={fault} action={null} />}
      {estimated === null ? null : <SweepEstimateNote job={estimated} />}
      <Group gap="sm" mt="sm">
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={14} />}
          disabled={!isReady}
          loading={start.running}
          onClick={() => void run(false)}
        >
          Run the {kind}
        </Button>
        {kind === 'sweep' ? (
          <Button
            size="xs"
            variant="default"
            disabled={!isReady}
            loading={estimated !== null && isLive(estimated)}
            title="Evaluates a few configurations and tells how long all of them take, and how much memory and disk; and what luck alone is expected to show among so many."
            onClick={() => void run(true)}
          >
            Estimate first
          </Button>
        ) : null}
        {kind === 'backtest' ? (
          <Checkbox
            size="xs"
            label="Open the hold-out"
            title="Trades the sealed bars too. The ledger counts each opening for ever, and the result says so."
            checked={throughHoldOut}
            onChange={(event) => setThroughHoldOut(event.currentTarget.checked)}
          />
        ) : null}
        <Text size="xs" c="dimmed">
          {kind === 'sweep'
            ? 'Each configuration is a trial in the ledger. A sweep that is stopped goes on when it is started again.'
            : 'A backtest is a trial in the ledger.'}
        </Text>
      </Group>
    </Modal>
  )
}

function startOf(kind: SpecKind, traded: string | null): string {
  return (traded === null ? SPEC_STARTS : MODEL_STARTS)[kind]
}

type TradedFieldProps = {
  readonly workspace: string
  readonly opened: boolean
  readonly traded: string | null
  onTraded(traded: string | null): void
}

/** What is traded: what the specification says, or what a model foretold; not shown where the workspace keeps no predictions. */
function TradedField({ workspace, opened, traded, onTraded }: TradedFieldProps) {
  const kept = useCall('predictions.list', { workspace }, { enabled: opened })
  if (kept.trouble !== null) return <TroubleNote trouble={kept.trouble} action={null} />
  const models = [...new Set([...(traded === null ? [] : [traded]), ...(kept.value ?? []).map((one) => one.model)])]
  if (models.length === 0) return null
  const ownWords = { value: '', label: 'what the specification says' }
  return (
    <Select
      label="Traded is"
      size="xs"
      mb="sm"
      maw={420}
      data={[ownWords, ...models.map((value) => ({ value, label: `what ${value} foretold` }))]}
      value={traded ?? ''}
      onChange={(value) => onTraded(value === null || value === '' ? null : value)}
      allowDeselect={false}
    />
  )
}
