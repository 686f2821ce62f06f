import { Alert, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { RobustnessView } from '../../../core/contract/workbench/robustnessViews.ts'
import { AssumptionCardPanel } from './AssumptionCardPanel.tsx'
import { CostsPanel, DelaysPanel, RegimesPanel, StepsPanel } from './StressBarsPanels.tsx'
import { MarketsPanel, PlacebosPanel } from './StressSharpePanels.tsx'
import { SuiteFanPanel } from './SuiteFanPanel.tsx'
import { SuiteTradesPanel } from './SuiteTradesPanel.tsx'
import { SuiteVerdicts } from './SuiteVerdicts.tsx'

/** A suite whole: the verdicts, then each part. */
export function SuiteReport({ view }: { readonly view: RobustnessView }) {
  const { manifest, suite } = view
  const told = [
    ...(manifest.synthetic ? ['The bars are synthetic: they prove nothing about a market.'] : []),
    ...manifest.warnings,
  ]
  return (
    <Stack gap="sm">
      {told.length === 0 ? null : (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="note">
          {told.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      <SuiteVerdicts view={view} />
      <AssumptionCardPanel view={view} />
      <div className="robustness-grid">
        <SuiteFanPanel view={view} />
        <CostsPanel view={view} />
        <DelaysPanel view={view} />
        <PlacebosPanel suite={suite} />
        <MarketsPanel suite={suite} />
        <StepsPanel view={view} />
        <RegimesPanel view={view} />
        <SuiteTradesPanel suite={suite} />
      </div>
      {[...suite.notes, ...manifest.notes].map((note) => (
        <p key={note} className="robustness-note">
          {note}
        </p>
      ))}
    </Stack>
  )
}
