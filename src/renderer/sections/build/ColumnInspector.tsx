import type { FeatureView } from '../../../core/contract/workbench/buildViews.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { DefinitionPanel } from './DefinitionPanel.tsx'
import { DistributionPanel } from './DistributionPanel.tsx'
import { SUBJECT_WORDS } from './featureRows.ts'
import type { MatrixChoice } from './matrixChoice.ts'

type ColumnInspectorProps = {
  readonly name: string
  /** Null: this engine defines no such column. */
  readonly feature: FeatureView | null
  readonly choice: MatrixChoice
  onStep(rows: number): void
  onClose(): void
}

/** One column: what it is, and what it was in a matrix of the run. */
export function ColumnInspector({ name, feature, choice, onStep, onClose }: ColumnInspectorProps) {
  return (
    <div className="aside-stack">
      <AsideHead
        title={<span className="build-name">{name}</span>}
        text={
          feature === null ? 'Not defined by this engine' : `${feature.group}, of ${SUBJECT_WORDS[feature.subject]}`
        }
        what="column"
        onStep={onStep}
        onClose={onClose}
      />
      <DefinitionPanel feature={feature} choice={choice} />
      <DistributionPanel name={name} unit={feature?.unit ?? null} choice={choice} />
    </div>
  )
}
