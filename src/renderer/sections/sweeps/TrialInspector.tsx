import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TextBox } from '../../ui/TextBox.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { type TrialColumn, trialColumns } from './trialColumns.ts'

type TrialInspectorProps = {
  readonly workspace: string
  readonly view: SweepView
  readonly row: number
  onStep(rows: number): void
  onClose(): void
}

/** One configuration: its parameters, all its figures, and the way to run it whole. */
export function TrialInspector({ workspace, view, row, onStep, onClose }: TrialInspectorProps) {
  const { value, trouble } = useCall('sweeps.trial', { workspace, sweepId: view.manifest.sweepId, row })
  const start = useAction('jobs.start')
  const { go } = usePlace()
  const columns = useMemo(() => trialColumns(view), [view])
  const run = async (spec: string) => {
    const started = await start.run({ workspace, request: { kind: 'backtest', spec, engine: 'both' } })
    if (started.ok) go({ section: 'backtest', at: 'stored' })
  }
  const { best, plateau } = view.summary
  const words = [...(row === best?.row ? ['best found'] : []), ...(row === plateau?.row ? ['plateau'] : [])]
  return (
    <div className="aside-stack">
      <AsideHead
        title={`Trial ${countText(row + 1)}${words.length === 0 ? '' : `: ${words.join(', ')}`}`}
        text={
          value === null
            ? undefined
            : value.fold === 0
              ? 'On the whole range'
              : `On the training part of fold ${value.fold}`
        }
        what="trial"
        onStep={onStep}
        onClose={onClose}
      />
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null ? (
        trouble === null && <Loading />
      ) : (
        <>
          <Panel
            title="Parameters"
            actions={
              <Button
                size="compact-xs"
                leftSection={<IconPlayerPlay size={14} />}
                loading={start.running}
                title="Runs this configuration whole, in both engines, with its trades and what stands beside it. The same one is run once."
                onClick={() => void run(value.spec)}
              >
                Run as a backtest
              </Button>
            }
          >
            <Facts columns={columns.filter(({ kind }) => kind === 'parameter')} values={value.values} />
          </Panel>
          <Panel title="Figures" description="Of this configuration, after all costs; drawdown at the closes of bars">
            <Facts columns={columns.filter(({ kind }) => kind !== 'parameter')} values={value.values} />
          </Panel>
          <Panel
            title="Specification"
            description="Of this configuration as a backtest of its own; every field is written out."
            actions={<CopyText text={value.spec} />}
          >
            <TextBox label="Text of the specification" maxHeight={260}>
              {value.spec}
            </TextBox>
          </Panel>
        </>
      )}
    </div>
  )
}

type FactsProps = {
  readonly columns: readonly TrialColumn[]
  readonly values: Readonly<Record<string, number | null>>
}

function Facts({ columns, values }: FactsProps) {
  return (
    <dl className="sweeps-facts">
      {columns.map(({ name, title, explanation, text }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>
            <Explained definition={explanation}>{title}</Explained>
          </dt>
          <dd>{text(values[name] ?? null)}</dd>
        </div>
      ))}
    </dl>
  )
}
