import { Button } from '@mantine/core'
import { readSelect } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { noTradesReason } from './noTradesReason.ts'

export function NoTrades({ workspace, runId }: { readonly workspace: string; readonly runId: string }) {
  const { go } = usePlace()
  const select = useStageOutput(workspace, runId, 'select', readSelect)
  if (select.trouble) return <TroubleNote trouble={select.trouble} />
  if (select.loading) return <Loading label="Reading the selection" />
  return (
    <EmptyState
      title="No trades in the tests"
      text={noTradesReason(select.value)}
      action={
        <Button size="xs" variant="default" onClick={() => go({ section: 'pipeline' })}>
          See what each rung let through
        </Button>
      }
    />
  )
}
