import { Table } from '@mantine/core'
import { readSelection } from '../../../core/contract/workbench/stageShapesSelection.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { type FallbackRow, fallbackRows } from './fallbackRows.ts'

const TITLE = 'Fallback attempts'

/** Which constraints each fold was selected under, and which had to be let go. */
export function FallbackTable({ workspace, runId }: { readonly workspace: string; readonly runId: string }) {
  const { value, absent, trouble, loading } = useStageOutput(workspace, runId, 'select', readSelection)
  if (absent)
    return (
      <Panel title={TITLE}>
        <EmptyState
          title="Not selected yet"
          text="The attempts appear once the stage “Selection under walk-forward” is done."
        />
      </Panel>
    )
  if (trouble)
    return (
      <Panel title={TITLE}>
        <TroubleNote trouble={trouble} />
      </Panel>
    )
  if (value === null) return <Panel title={TITLE}>{loading ? <Loading /> : null}</Panel>
  const rows = fallbackRows(value)
  const relaxed = new Set(rows.filter(({ rung }) => rung > 0).map(({ fold }) => fold)).size
  const description =
    relaxed === 0
      ? `${countText(value.configurations)} configurations; every fold was selected under the standard constraints.`
      : `${countText(value.configurations)} configurations; ${relaxed} of ${value.winners.length} folds needed relaxed constraints. Such a result cannot be judged an edge.`
  return (
    <Panel title={TITLE} description={description} flush>
      <Table.ScrollContainer minWidth={720} type="native">
        <Table verticalSpacing={3} fz="xs" className="dense-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Fold</Table.Th>
              <Table.Th>Constraints tried</Table.Th>
              <Table.Th ta="right">Configurations passed</Table.Th>
              <Table.Th>Frozen choice</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Attempt key={row.key} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

function Attempt({ row }: { readonly row: FallbackRow }) {
  return (
    <Table.Tr data-relaxed={row.rung > 0 || undefined}>
      <Table.Td>{row.fold}</Table.Td>
      <Table.Td>
        {row.rung} · {row.name}
      </Table.Td>
      <Table.Td ta="right">
        {countText(row.passed)} of {countText(row.configurations)}
      </Table.Td>
      <Table.Td>{row.used ? row.chosen : 'none passed: the next constraints were tried'}</Table.Td>
    </Table.Tr>
  )
}
