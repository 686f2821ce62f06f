import { Badge, Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { OwnFeatureView } from '../../../core/contract/workbench/matrixViews.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useAction } from '../../data/useAction.ts'
import { usePlace } from '../../state/place.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { BuildFrame } from './BuildFrame.tsx'
import { builtAddress } from './builtAddress.ts'

type OwnFeaturesProps = { readonly workspace: string; readonly address: { readonly name: string | null } }
type State = OwnFeatureView['state']

const STATES: Readonly<Record<State, { readonly word: string; readonly color: string; readonly text: string }>> = {
  sound: {
    word: 'checked',
    color: 'ocean',
    text: 'Its types hold, and no value changed when later bars were added: nothing was found that looks ahead.',
  },
  leaks: {
    word: 'leaking',
    color: 'red',
    text: 'Values change with later bars, or are not the same twice. A matrix with it is not to be trusted.',
  },
  unproven: { word: 'unproven', color: 'orange', text: 'It gave no value to compare, so nothing is proven.' },
  unscanned: { word: 'not run', color: 'gray', text: 'Its types hold; there are no bars to run it on.' },
  failed: { word: 'broken', color: 'red', text: 'It cannot be used as it is.' },
}

/** A researcher's own features: files of the workspace, type-checked, run, and scanned for what looks ahead. */
export function OwnFeatures({ workspace, address: { name } }: OwnFeaturesProps) {
  const { go } = usePlace()
  const steps = useRef<RowSteps>(null)
  const { run, running } = useAction('features.own', { quiet: true })
  const [features, setFeatures] = useState<readonly OwnFeatureView[] | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const check = async () => {
    const outcome = await run({ workspace })
    setTrouble(outcome.ok ? null : outcome.trouble)
    if (outcome.ok) setFeatures(outcome.value)
  }
  const latest = useRef(check)
  latest.current = check
  useEffect(() => void latest.current(), [])
  const open = (next: string | null) => go({ at: builtAddress({ tab: 'own', name: next }) }, { replace: name !== null })
  const chosen = features?.find((feature) => feature.name === name) ?? null
  const aside =
    chosen === null ? null : (
      <OwnInspector feature={chosen} onStep={(rows) => steps.current?.step(rows)} onClose={() => open(null)} />
    )
  return (
    <BuildFrame tab="own" aside={aside} asideLabel="the feature">
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {features === null ? (
        running && <Loading label="Checking types, running them, looking for what looks ahead" />
      ) : features.length === 0 ? (
        <NoOwn workspace={workspace} running={running} onCheck={() => void check()} />
      ) : (
        <Panel
          title="Own features"
          description={`Files in the folder features of ${workspace}; changed files are taken as they are now. In a build, name them under own.`}
          actions={<CheckButton running={running} onCheck={() => void check()} />}
          flush
        >
          <DataTable
            columns={chosen === null ? OWN_COLUMNS : OWN_COLUMNS.filter(({ key }) => key !== 'formula')}
            rows={features}
            rowKey={(feature) => feature.name}
            onRowClick={(feature) => open(feature.name)}
            selectedKey={name}
            steps={steps}
            label="Own features; Enter shows what was found"
          />
        </Panel>
      )}
    </BuildFrame>
  )
}

function CheckButton({ running, onCheck }: { readonly running: boolean; onCheck(): void }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconRefresh size={14} />}
      loading={running}
      onClick={onCheck}
    >
      Check again
    </Button>
  )
}

type NoOwnProps = { readonly workspace: string; readonly running: boolean; onCheck(): void }

function NoOwn({ workspace, running, onCheck }: NoOwnProps) {
  return (
    <EmptyState
      title="No features of your own yet"
      text={
        <>
          Write one as a TypeScript file in the folder <code className="code">workspaces/{workspace}/features</code>.
          The file <code className="code">assay-feature.d.ts</code>, which was put there, says what it holds. It is
          checked and scanned here, without a build step.
        </>
      }
      action={<CheckButton running={running} onCheck={onCheck} />}
    />
  )
}

const OWN_COLUMNS: readonly DataColumn<OwnFeatureView>[] = [
  {
    key: 'name',
    title: 'Name',
    width: 180,
    value: ({ name }) => name,
    text: ({ name }) => <span className="code">{name}</span>,
  },
  {
    key: 'state',
    title: 'State',
    width: 104,
    value: ({ state }) => STATES[state].word,
    text: ({ state }) => <StateBadge state={state} />,
  },
  {
    key: 'formula',
    title: 'Formula, or what is wrong',
    width: 420,
    value: ({ definition, trouble }) => trouble?.message ?? definition?.formula ?? '',
    text: ({ definition, trouble }) => {
      const words = trouble?.message ?? definition?.formula ?? ''
      return <span title={words}>{words}</span>
    },
  },
  {
    key: 'warmup',
    title: 'Warm-up',
    width: 84,
    align: 'right',
    value: ({ definition }) => definition?.warmupBars,
    text: ({ definition }) => countText(definition?.warmupBars),
    explanation: 'Bars before the first value, as its file says.',
  },
  {
    key: 'version',
    title: 'Version',
    width: 78,
    align: 'right',
    value: ({ definition }) => definition?.version,
    text: ({ definition }) => countText(definition?.version),
  },
]

function StateBadge({ state }: { readonly state: State }) {
  const { word, color } = STATES[state]
  return (
    <Badge size="sm" variant="light" tt="none" color={color}>
      {word}
    </Badge>
  )
}

type OwnInspectorProps = { readonly feature: OwnFeatureView; onStep(rows: number): void; onClose(): void }

function OwnInspector({ feature, onStep, onClose }: OwnInspectorProps) {
  const { name, state, definition, trouble, sha256 } = feature
  return (
    <div className="aside-stack">
      <AsideHead
        title={<span className="build-name">{name}</span>}
        text={`features/${name}.ts`}
        what="feature"
        onStep={onStep}
        onClose={onClose}
      />
      <Panel title="What was found">
        <p className="build-asked">
          <Explained definition={STATES[state].text}>
            <StateBadge state={state} />
          </Explained>{' '}
          {STATES[state].text}
        </p>
        {trouble === null ? null : <TroubleNote trouble={trouble} action={null} />}
      </Panel>
      {definition === null ? null : (
        <Panel title="Definition">
          <dl className="build-facts">
            <dt>Formula</dt>
            <dd>
              <code>{definition.formula}</code>
            </dd>
            <dt>Source</dt>
            <dd>{definition.source}</dd>
            <dt>Unit</dt>
            <dd>{definition.unit}</dd>
            <dt>Version</dt>
            <dd>{countText(definition.version)}</dd>
            <dt>First value</dt>
            <dd>After {countText(definition.warmupBars)} earlier bars</dd>
            {sha256 === null ? null : (
              <>
                <dt>SHA-256</dt>
                <dd>
                  <code className="code" title={sha256}>
                    {sha256.slice(0, 12)}
                  </code>
                </dd>
              </>
            )}
          </dl>
        </Panel>
      )}
    </div>
  )
}
