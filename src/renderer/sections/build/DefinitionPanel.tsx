import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FeatureView } from '../../../core/contract/workbench/buildViews.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { MatrixChoice } from './matrixChoice.ts'

type DefinitionPanelProps = { readonly feature: FeatureView | null; readonly choice: MatrixChoice }

export function DefinitionPanel({ feature, choice: { otherEngine } }: DefinitionPanelProps) {
  if (feature === null)
    return (
      <Panel title="Definition">
        This engine defines no column of that name, so nothing can be said of it but its values. The run that kept it
        was made by {otherEngine === null ? 'another engine' : `engine ${otherEngine}`}.
      </Panel>
    )
  return (
    <Panel title="Definition">
      <dl className="build-facts">
        <Fact name="Formula">
          <code>{feature.formula}</code>
        </Fact>
        <Fact name="Source">{feature.source}</Fact>
        <Fact name="Unit">{feature.unit}</Fact>
        <Fact name="First value">{warmupWords(feature.warmupBars)}</Fact>
        <Fact name="Signed">
          {feature.signed
            ? 'Yes: it changes sign on mirrored prices. In a matrix it is turned to the direction of the event.'
            : 'No: it means the same for long and short.'}
        </Fact>
        <Fact name="Given">
          {feature.given === 'always' ? 'In every matrix' : 'In matrices of runs with pattern aid only'}
        </Fact>
        {feature.version === null ? null : <Fact name="Version">{countText(feature.version)}</Fact>}
      </dl>
      {otherEngine === null ? null : (
        <Alert color="yellow" variant="light" mt={10}>
          The values below were made by engine {otherEngine}; there the definition may have been another.
        </Alert>
      )}
    </Panel>
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

function warmupWords(bars: number | null): string {
  if (bars === null) return 'Known with the event'
  return bars === 0 ? 'At the first bar' : `After ${countText(bars)} earlier ${bars === 1 ? 'bar' : 'bars'}`
}
