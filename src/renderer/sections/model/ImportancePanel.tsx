import { useMemo } from 'react'
import { importanceHeight, importanceOption } from '../../../core/charts/workbench/importanceOption.ts'
import { importanceRows } from '../../../core/charts/workbench/importanceRows.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { FoldImportanceShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { NotKept } from './NotKept.tsx'

type ImportancePanelProps = {
  readonly importance: readonly FoldImportanceShape[] | undefined
  readonly fold: number | null
}

const MOST_FEATURES = 20

export function ImportancePanel({ importance, fold }: ImportancePanelProps) {
  const used = useMemo(
    () => importance?.filter((entry) => fold === null || entry.fold === fold) ?? [],
    [importance, fold],
  )
  const events = used.reduce((sum, { rows }) => sum + rows, 0)
  const features = used[0]?.names.length ?? 0
  return (
    <Panel
      title="Importance of the features"
      description={
        <Explained definition={DEFINITIONS.permutationImportance.text}>
          {used.length === 0
            ? 'On test events'
            : `The first ${Math.min(MOST_FEATURES, features)} of ${countText(features)} by mean ${used.length > 1 ? `over ${used.length} folds` : 'of this fold'}, on ${countText(events)} test events. What spreads across zero may be noise.`}
        </Explained>
      }
    >
      {importance === undefined ? (
        <NotKept what="the importance of its features was" />
      ) : used.length === 0 ? (
        <EmptyState title="Too few test events" text="At least 20 test events in a fold are asked for." />
      ) : (
        <ImportanceChart folds={used} />
      )}
    </Panel>
  )
}

function ImportanceChart({ folds }: { readonly folds: readonly FoldImportanceShape[] }) {
  const theme = useThemeName()
  const rows = useMemo(() => importanceRows(folds, MOST_FEATURES), [folds])
  const option = useMemo(
    () => importanceOption({ rows, spreadOver: folds.length > 1 ? 'folds' : 'shuffles', theme, numbers: PAGE_NUMBERS }),
    [rows, folds, theme],
  )
  const first = rows[0]?.name ?? 'none'
  return (
    <Chart
      option={option}
      height={importanceHeight(rows.length)}
      label={`Permutation importance of ${rows.length} features, ${first} first`}
    />
  )
}
