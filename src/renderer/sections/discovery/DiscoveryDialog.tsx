import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { DISCOVERY_ID_PATTERN } from '../../../core/contract/discoveryRecord.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import { useCall } from '../../data/useCall.ts'
import { SpecEditor } from '../../parts/SpecEditor.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { DiscoveryFields } from './DiscoveryFields.tsx'
import { PlanNote } from './PlanNote.tsx'
import { startText } from './startText.ts'

type DiscoveryDialogProps = { readonly workspace: string; readonly opened: boolean; onClose(): void }

/** The form of a discovery, and the same as YAML; how many hypotheses it makes is counted while it is written. */
export function DiscoveryDialog({ workspace, opened, onClose }: DiscoveryDialogProps) {
  const [typed, setText] = useState<string | null>(null)
  const [name, setName] = useState('')
  const families = useCall('discoveries.families', {}, { enabled: opened })
  const manifest = useCall('workspace.manifest', { workspace }, { enabled: opened })
  const text = typed ?? startText(manifest.value?.workspace.interval ?? null)
  const [settled] = useDebouncedValue(text, 400)
  const plan = useCall(
    'discoveries.plan',
    { workspace, spec: settled },
    { enabled: opened && manifest.value !== null && settled.trim() !== '' },
  )
  const isCounted = plan.value !== null && settled === text && !plan.loading
  const isWithin = plan.value !== null && plan.value.hypotheses > 0 && plan.value.hypotheses <= plan.value.most
  const runId = name.trim()
  const isNamed = runId === '' || DISCOVERY_ID_PATTERN.test(runId)
  const request: JobRequest | null =
    isCounted && isWithin && isNamed ? { kind: 'discover', spec: text, ...(runId === '' ? {} : { runId }) } : null
  const trouble = families.trouble ?? manifest.trouble
  return (
    <SpecEditor
      workspace={workspace}
      kind="discover"
      title="New discovery"
      verb="Run the discovery"
      note="Every hypothesis is a trial in the ledger, recorded before it is tested. The sealed hold-out is never read. What is stopped goes on when it is started again."
      text={text}
      onText={setText}
      request={request}
      told={<PlanNote plan={plan.value} trouble={plan.trouble} isStale={!isCounted} />}
      opened={opened}
      onClose={onClose}
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {families.value === null || manifest.value === null ? (
        trouble === null && <Loading label="What can be looked for" />
      ) : (
        <>
          <fieldset className="spec-group">
            <legend>This discovery</legend>
            <TextInput
              size="xs"
              label="name of the run"
              description="Without one it is named by what decides its bytes."
              inputWrapperOrder={['label', 'input', 'description']}
              placeholder="by its content (standard)"
              error={isNamed ? undefined : 'Letters, digits, _ and -, and no more than 64'}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </fieldset>
          <DiscoveryFields
            families={families.value}
            symbols={manifest.value.workspace.instruments.map(({ symbol }) => symbol)}
            text={text}
            onText={setText}
          />
        </>
      )}
    </SpecEditor>
  )
}
