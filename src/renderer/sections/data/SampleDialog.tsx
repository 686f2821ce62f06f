import { Alert, Button, Group, Modal, Radio, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import { useAction } from '../../data/useAction.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { countText } from '../../ui/numberText.ts'

type SampleDialogProps = {
  readonly workspace: string
  readonly interval: string
  readonly opened: boolean
  onClose(): void
}

type Kind = 'market' | 'noise' | 'planted'
const KINDS: readonly { readonly kind: Kind; readonly label: string; readonly description: string }[] = [
  {
    kind: 'planted',
    label: 'One planted edge',
    description: 'A rule that earns a stated Sharpe is hidden in it: can the pipeline find it?',
  },
  { kind: 'noise', label: 'No edge at all', description: 'Nothing can be found: whoever finds something is fooled.' },
  { kind: 'market', label: 'Like a market', description: 'Quiet and wild times, jumps, co-movement; no planted edge.' },
]
const DEFAULT_BARS = 43_800
const DEFAULT_STRENGTH = 5

/** Seeded synthetic bars for both legs, labelled so in everything that is made from them. */
export function SampleDialog({ workspace, interval, opened, onClose }: SampleDialogProps) {
  const [kind, setKind] = useState<Kind>('planted')
  const [strength, setStrength] = useState<number | string>(DEFAULT_STRENGTH)
  const [seed, setSeed] = useState<number | string>(1)
  const [bars, setBars] = useState<number | string>(DEFAULT_BARS)
  const start = useAction('jobs.start')
  const isReady =
    typeof seed === 'number' && typeof bars === 'number' && (kind !== 'planted' || typeof strength === 'number')
  const begin = async () => {
    if (typeof seed !== 'number' || typeof bars !== 'number') return
    const wanted = kind === 'planted' && typeof strength === 'number' ? { strength } : {}
    const started = await start.run({ workspace, request: { kind: 'sample', sample: kind, seed, bars, ...wanted } })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Fill with sample data" size="lg">
      <Stack gap="sm">
        <Alert color="grape" variant="light">
          Synthetic bars: everything made from them says so, and they are never mixed with others.
        </Alert>
        <Radio.Group
          label="What is in it"
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one.kind === value)?.kind ?? 'planted')}
        >
          <Stack gap={8} mt={6}>
            {KINDS.map((one) => (
              <Radio key={one.kind} value={one.kind} label={one.label} description={one.description} />
            ))}
          </Stack>
        </Radio.Group>
        <SimpleGrid cols={3} spacing="sm">
          <NumberField
            label="Bars of each leg"
            description={`of ${interval}; ${countText(43_800)} hours are five years`}
            value={bars}
            onChange={setBars}
            min={100}
            max={2_000_000}
            allowDecimal={false}
            grouped
          />
          <NumberField
            label="Seed"
            description="the same seed, the same bars"
            value={seed}
            onChange={setSeed}
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            allowDecimal={false}
          />
          {kind === 'planted' ? (
            <NumberField
              label="Strength"
              description="true net annual Sharpe, 0 to 6"
              value={strength}
              onChange={setStrength}
              min={0}
              max={6}
              step={0.5}
            />
          ) : null}
        </SimpleGrid>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void begin()} disabled={!isReady} loading={start.running}>
            Fill the workspace
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
