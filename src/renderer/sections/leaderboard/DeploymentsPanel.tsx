import { useMemo, useState } from 'react'
import type { DeploymentListView, DeploymentView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'

const STATE_WORDS: Readonly<Record<DeploymentView['state'], string>> = {
  'as-locked': 'as locked',
  changed: 'changed since: not what was locked',
  missing: 'its file is gone',
}

/** What was locked for deployment, and whether each file still is what was locked; nothing where nothing was. `workspace` null: of the whole home. */
export function DeploymentsPanel({ workspace }: { readonly workspace: string | null }) {
  const { value, trouble } = useCall('deployments.list', { workspace })
  if (trouble !== null) return <TroubleNote trouble={trouble} />
  return value === null || value.lines.length === 0 ? null : <Deployments list={value} />
}

function Deployments({ list: { lines, notes } }: { readonly list: DeploymentListView }) {
  const { timeZone } = useSettings()
  const [shown, setShown] = useState<string | null>(null)
  const columns = useMemo(() => deploymentColumns(timeZone), [timeZone])
  const line = lines.find((one) => keyOf(one) === shown)
  return (
    <Panel
      title="Locked"
      description="Production configurations, validated and hashed. Each file is held against its hash as it is shown here."
      flush
    >
      <DataTable
        columns={columns}
        rows={lines}
        rowKey={keyOf}
        onRowClick={(one) => setShown(keyOf(one) === shown ? null : keyOf(one))}
        selectedKey={shown}
        height={220}
        label="Locked configurations; Enter shows one"
      />
      {line === undefined ? null : <Locked line={line} />}
      {notes.map((note) => (
        <div key={note} className="board-trouble">
          {note}
        </div>
      ))}
    </Panel>
  )
}

function keyOf({ workspace, file }: DeploymentView): string {
  return `${workspace}/${file}`
}

function Locked({ line: { workspace, file, sha256, locked } }: { readonly line: DeploymentView }) {
  const facts: readonly (readonly [string, string])[] =
    locked === null
      ? []
      : [
          ['config_sha', locked.config_sha],
          ['matrix_sha', locked.matrix_sha ?? 'none: nothing was trained'],
          ['backtest', `${locked.backtest_id}, engine ${locked.engine_version}`],
          [
            'validated',
            `${locked.validation.artefacts} files made again with the same bytes; ${locked.gates.length} gates passed`,
          ],
        ]
  return (
    <div className="board-locked">
      <div className="code">
        {workspace}/{file}
      </div>
      <dl>
        <dt>sha256</dt>
        <dd className="code">{sha256}</dd>
        {facts.map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
      </dl>
      <CopyText text={sha256} label="Copy its hash" />
    </div>
  )
}

function FactLine({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="code">{value}</dd>
    </>
  )
}

function deploymentColumns(timeZone: string): readonly DataColumn<DeploymentView>[] {
  const why = ({ state }: DeploymentView) =>
    state === 'missing' ? 'Its file is gone.' : 'Its file is not what was locked.'
  return [
    {
      key: 'at',
      title: `Locked (${timeZone})`,
      width: 130,
      value: ({ atMs }) => atMs,
      text: ({ atMs }) => timeText(atMs, timeZone),
    },
    { key: 'what', title: 'What', width: 170, value: ({ locked }) => locked?.model_id, why },
    {
      key: 'on',
      title: 'On',
      width: 150,
      value: ({ locked }) => (locked === null ? null : `${locked.instruments.join(' + ')} ${locked.interval}`),
      why,
    },
    { key: 'profile', title: 'Profile', width: 100, value: ({ locked }) => locked?.risk_profile, why },
    { key: 'entry', title: 'Entry', width: 140, value: ({ entryId }) => entryId },
    { key: 'workspace', title: 'Workspace', width: 110, value: ({ workspace }) => workspace },
    {
      key: 'state',
      title: 'File',
      width: 190,
      value: ({ state }) => STATE_WORDS[state],
      explanation: 'Whether its file still has the hash with which it was locked, by the journal of the board.',
    },
  ]
}
