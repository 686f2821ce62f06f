import type { BuiltMatrixView } from '../../../core/contract/workbench/matrixViews.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ColumnValues } from './ColumnValues.tsx'

type BuiltColumnInspectorProps = {
  readonly name: string
  readonly view: BuiltMatrixView
  onStep(rows: number): void
  onClose(): void
}

/** One column of a built matrix: how it is defined, and how its values lie. */
export function BuiltColumnInspector({ name, view, onStep, onClose }: BuiltColumnInspectorProps) {
  const { passport, report } = view
  const feature = passport.features.find((one) => one.name === name) ?? null
  const column = report.columns.find((one) => one.name === name) ?? null
  return (
    <div className="aside-stack">
      <AsideHead
        title={<span className="build-name">{name}</span>}
        text={`In the matrix ${passport.name}`}
        what="column"
        onStep={onStep}
        onClose={onClose}
      />
      <Panel title="Definition">
        {feature === null ? (
          'The matrix has no such column.'
        ) : (
          <dl className="build-facts">
            <dt>Formula</dt>
            <dd>
              <code>{feature.formula}</code>
            </dd>
            <dt>Unit</dt>
            <dd>
              {feature.unit}
              {feature.isCategory ? '; codes of categories, not amounts' : ''}
            </dd>
            <dt>First value</dt>
            <dd>{feature.warmupBars === 0 ? 'At the first bar' : `After ${countText(feature.warmupBars)} bars`}</dd>
            <dt>Version</dt>
            <dd>{countText(feature.version)}</dd>
          </dl>
        )}
      </Panel>
      <Panel
        title="Values"
        description={feature === null ? undefined : `Unit: ${feature.unit}. In rows with a target.`}
      >
        {column === null ? 'The report has nothing on it.' : <ColumnValues column={column} />}
      </Panel>
    </div>
  )
}
