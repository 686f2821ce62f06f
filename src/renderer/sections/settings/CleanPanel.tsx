import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { CleanPlan, CleanReport } from '../../../core/contract/workbench/careViews.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, sizeText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { CLEAN_COLUMNS, cleanRows } from './cleanRows.ts'

type Scope = 'runtime' | 'all'

const SCOPES: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: 'runtime', label: 'What running leaves behind' },
  { value: 'all', label: 'Also what can be computed again' },
]

/** What can go from the home: listed first, removed when agreed to. */
export function CleanPanel() {
  const [scope, setScope] = useState<Scope>('runtime')
  const [isListed, list] = useDisclosure(false)
  const [isAsked, ask] = useDisclosure(false)
  const [report, setReport] = useState<CleanReport | null>(null)
  const plan = useCall('home.cleaning', { scope }, { enabled: isListed })
  const clean = useAction('home.clean')
  const look = () => {
    setReport(null)
    if (isListed) plan.reload()
    else list.open()
  }
  const remove = async ({ files, bytes }: CleanPlan) => {
    const cleaned = await clean.run({ scope, files, bytes })
    ask.close()
    setReport(cleaned.ok ? cleaned.value : null)
    plan.reload()
  }
  return (
    <Panel
      title="Clean up"
      description="Data, ledger, hold-out, published results and downloads under way are in no list; what a job is using is left alone."
      flush
    >
      <Group gap="md" className="settings-care">
        <SegmentedControl
          aria-label="What is cleaned up"
          size="xs"
          data={[...SCOPES]}
          value={scope}
          onChange={(next) => {
            setScope(next)
            setReport(null)
          }}
        />
        <Button variant="default" size="compact-sm" loading={isListed && plan.loading} onClick={look}>
          {isListed ? 'List again' : 'List what can be removed'}
        </Button>
        {plan.value !== null && plan.value.files > 0 ? (
          <Button size="compact-sm" color="red" variant="light" onClick={ask.open}>
            Remove {sizeText(plan.value.bytes)}…
          </Button>
        ) : null}
      </Group>
      {report === null ? null : <Removed report={report} />}
      {plan.trouble === null ? null : <TroubleNote trouble={plan.trouble} />}
      {!isListed || plan.trouble !== null ? null : plan.value === null ? (
        <Loading label="Measuring" />
      ) : (
        <Listed plan={plan.value} />
      )}
      {plan.value === null ? null : (
        <Modal opened={isAsked} onClose={ask.close} title="Remove what was listed">
          <Text>
            {countText(plan.value.files)} files, {sizeText(plan.value.bytes)}, are removed for good. A run that was
            interrupted then starts anew where the list says so.
          </Text>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={ask.close} data-autofocus>
              Keep them
            </Button>
            <Button color="red" loading={clean.running} onClick={() => plan.value !== null && void remove(plan.value)}>
              Remove
            </Button>
          </Group>
        </Modal>
      )}
    </Panel>
  )
}

function Listed({ plan }: { readonly plan: CleanPlan }) {
  const rows = cleanRows(plan)
  if (rows.length === 0)
    return (
      <div className="settings-care panel-description" role="status">
        There is nothing to remove.
      </div>
    )
  return (
    <>
      <DataTable
        columns={CLEAN_COLUMNS}
        rows={rows}
        rowKey={({ key }) => key}
        height={300}
        label="What can be removed"
      />
      <div className="settings-care panel-description" role="status">
        {countText(plan.files)} files, {sizeText(plan.bytes)} can be removed now.
      </div>
    </>
  )
}

function Removed({ report: { removedFiles, removedBytes, left } }: { readonly report: CleanReport }) {
  return (
    <Alert color={left.length === 0 ? 'green' : 'orange'} variant="light" role="status" m="xs">
      Removed {countText(removedFiles)} files, {sizeText(removedBytes)}.
      {left.length === 0 ? null : (
        <Stack gap={2} mt={4}>
          {left.map(({ place, path, trouble }) => (
            <div key={`${place}/${path}`}>
              Left: <code className="code">{`${place}/${path}`}</code>. {trouble.message}
            </div>
          ))}
        </Stack>
      )}
    </Alert>
  )
}
