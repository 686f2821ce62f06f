import { Button, Group, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { robustnessSpecSchema } from '../../../core/contract/robustnessRecord.ts'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { estimateStress } from '../../../core/pipeline/stressing/estimateStress.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { countText, durationText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { type SuiteRow, suiteJob } from './suiteRows.ts'

type SuiteStartProps = { readonly workspace: string; readonly row: SuiteRow }

/** The way to a suite, with what it will take; nothing where it is there already. */
export function SuiteStart({ workspace, row }: SuiteStartProps) {
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const { backtestId } = row.backtest
  const job = suiteJob(jobs, backtestId)
  const running = job !== null && isLive(job)
  const other = jobs.find((one) => isAtWork(one) && one.key !== job?.key)
  if (row.suite?.state === 'done' && !running) return null
  const request = { kind: 'robustness' as const, backtest: backtestId, spec: '{}\n' }
  return (
    <>
      <Group gap="sm">
        <Button
          size="xs"
          leftSection={<IconShieldCheck size={14} />}
          disabled={running || other !== undefined}
          loading={start.running}
          onClick={() => void start.run({ workspace, request })}
        >
          {row.suite?.state === 'unfinished' ? 'Go on testing' : 'Test this backtest'}
        </Button>
        <Text size="sm" c="dimmed">
          {running
            ? runningText(job)
            : other === undefined
              ? estimateText(row)
              : `A ${other.kind} job of this workspace is running; test when it has ended.`}
        </Text>
      </Group>
      {!running && job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
    </>
  )
}

function runningText({ done, total }: JobView): string {
  const far = total === 0 ? 'getting ready' : `${countText(Math.floor(done))} of ${countText(total)} units`
  return `Testing: ${far}. Follow it in the job rail.`
}

/** Numbers of a strategy and of its exits, four neighbours each, are not counted before: about so many. */
const USUAL_NEIGHBOURS = 12

function estimateText({ backtest: { manifest, metrics } }: SuiteRow): string {
  if (manifest === null || metrics === null) return ''
  const { runs, seconds } = estimateStress(robustnessSpecSchema.parse({}), {
    neighbours: USUAL_NEIGHBOURS,
    bars: metrics.performance.bars,
    instruments: manifest.instruments.length,
  })
  return `About ${countText(runs)} runs of the strategy, some ${durationText(Math.max(1, seconds) * 1_000)} of one core. Its neighbours count as trials.`
}
