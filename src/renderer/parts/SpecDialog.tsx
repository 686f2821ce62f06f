import { Button, Checkbox, Group, Modal, Text, Textarea } from '@mantine/core'
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
import { MODEL_START, SPEC_STARTS, type SpecKind } from './specFields.ts'
import { SpecForm } from './specForm/SpecForm.tsx'

type SpecDialogProps = {
  readonly workspace: string
  readonly kind: SpecKind
  /** Trades the predictions of this model, and no strategy. */
  readonly model?: string | undefined
  readonly opened: boolean
  onClose(): void
}

/** A specification as YAML, and beside it a form of the fields that its schema declares; each changes the other. */
export function SpecDialog({ workspace, kind, model, opened, onClose }: SpecDialogProps) {
  const [text, setText] = useState(model === undefined ? SPEC_STARTS[kind] : MODEL_START)
  const [settled] = useDebouncedValue(text, 300)
  const { value: fault, loading } = useCall('specs.judge', { kind, text: settled }, { enabled: opened })
  const start = useAction('jobs.start')
  const [throughHoldOut, setThroughHoldOut] = useState(false)
  const [estimateKey, setEstimateKey] = useState<string | null>(null)
  const estimated = useJobsOf(workspace).find(({ key }) => key === estimateKey) ?? null
  const run = async (estimate: boolean) => {
    const traded = { spec: text, ...(model === undefined ? {} : { model }) }
    const request =
      kind === 'sweep'
        ? { kind, ...traded, ...(estimate ? { estimate } : {}) }
        : { kind, ...traded, ...(throughHoldOut ? { throughHoldOut } : {}) }
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
      title={model === undefined ? `New ${kind}` : `New ${kind} of the model ${model}`}
      size={1_080}
    >
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
