import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ModelAssumption } from '../../../core/contract/modelRecord.ts'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'

/** What a version was made of, by hashes, and what nobody said of it. */
export function LineagePanel({ view }: { readonly view: ModelView }) {
  const { manifest, version, report, files } = view
  const { timeZone } = useSettings()
  const { go } = usePlace()
  const { matrix, target, holdOut } = manifest
  return (
    <>
      <Panel
        title="Lineage"
        description="The same matrix, specification, seed and engine make the same bytes again."
        actions={
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => go({ section: 'build', at: `built.${matrix.sha256.slice(0, 12)}` })}
          >
            Show the matrix
          </Button>
        }
      >
        <dl className="model-facts">
          <Fact name="Version">
            <Hash value={version.sha256} />
          </Fact>
          <Fact name="Matrix">
            {matrix.name} <Hash value={matrix.sha256} />
          </Fact>
          <Fact name="Configuration">
            <Hash value={manifest.configSha256} />
          </Fact>
          <Fact name="Model file">
            <Hash value={version.modelSha256} />
          </Fact>
          <Fact name="Ledger">
            run <code className="code">{manifest.runId}</code>: {countText(report.trials.own)} trials of its own,{' '}
            {countText(report.trials.before)} on these instruments before it
          </Fact>
          <Fact name="Target">
            {target.name}: {target.formula}; up to {countText(target.horizonBars)} bars ahead
          </Fact>
          <Fact name="Rows">
            {manifest.instruments.join(', ')}, {manifest.interval} bars, {timeText(manifest.firstTime, timeZone)} to{' '}
            {timeText(manifest.lastTime, timeZone)} {timeZone}
          </Fact>
          <Fact name="Hold-out">
            {holdOut.sealedFrom === null
              ? 'none is sealed'
              : `sealed from ${timeText(holdOut.sealedFrom, timeZone)} ${timeZone} on; nothing of it was learned from`}
          </Fact>
          <Fact name="Engine">
            {manifest.engineVersion}, seed {manifest.seed}
          </Fact>
          <Fact name="Features">{manifest.features.join(', ')}</Fact>
          <Fact name="Files">{files.join(', ')}</Fact>
        </dl>
      </Panel>
      <Panel title="Assumed, because nobody said otherwise" flush>
        <DataTable
          columns={ASSUMED_COLUMNS}
          rows={manifest.assumptions}
          rowKey={({ field }) => field}
          height={320}
          label="What was assumed"
          emptyText="Nothing was assumed."
        />
      </Panel>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Hash({ value }: { readonly value: string }) {
  return (
    <code className="code" title={value}>
      {value.slice(0, 12)}
    </code>
  )
}

const ASSUMED_COLUMNS: readonly DataColumn<ModelAssumption>[] = [
  {
    key: 'field',
    title: 'Field',
    width: 190,
    value: ({ field }) => field,
    text: ({ field }) => <span className="code">{field}</span>,
  },
  {
    key: 'value',
    title: 'Taken to be',
    width: 120,
    align: 'right',
    value: ({ value }) => JSON.stringify(value),
  },
  {
    key: 'meaning',
    title: 'What it means',
    width: 560,
    value: ({ meaning }) => meaning,
    text: ({ meaning }) => <span title={meaning}>{meaning}</span>,
  },
]
