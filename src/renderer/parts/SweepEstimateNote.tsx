import type { JobView } from '../../core/contract/workbench/views.ts'
import { isLive } from '../data/jobsStore.ts'
import { sweepEstimate } from '../data/sweepEstimate.ts'
import { countText, durationText, ratioText } from '../ui/numberText.ts'
import { Stat } from '../ui/Stat.tsx'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import { PowerStats } from './PowerStats.tsx'

/** What a sweep will take, and what luck alone is expected to show among so many trials: before it is begun. */
export function SweepEstimateNote({ job }: { readonly job: JobView }) {
  if (isLive(job))
    return <div className="spec-estimate panel-description">Estimating: a few configurations are timed.</div>
  if (job.trouble !== null) return <TroubleNote trouble={job.trouble} action={null} />
  const facts = sweepEstimate(job.result)
  if (facts === null)
    return (
      <div className="spec-estimate panel-description">
        {job.state === 'done' ? 'Exactly this sweep was made already: nothing is left to evaluate.' : 'Not estimated.'}
      </div>
    )
  const { estimate, luck } = facts
  return (
    <div className="spec-estimate" role="status" aria-label="Estimate of the sweep">
      <Stat
        label="Evaluations"
        value={countText(estimate.configurations)}
        explanation="At most, those of every fold."
      />
      <Stat
        label="Time"
        value={durationText(estimate.seconds * 1_000)}
        explanation={`Measured on ${estimate.sampled} configurations: ${ratioText(estimate.millisecondsEach)} ms each.`}
      />
      <Stat label="Memory" value={countText(Math.ceil(estimate.memoryMiB))} unit="MiB" />
      <Stat label="Disk" value={countText(Math.ceil(estimate.diskMiB))} unit="MiB" />
      <Stat
        label="Trials then"
        value={countText(luck.trials)}
        explanation={`In the ledger on these symbols: ${countText(luck.trialsBefore)} before this sweep.`}
      />
      <Stat
        label="Best Sharpe by luck"
        value={ratioText(luck.bestSharpe)}
        unit="a year"
        explanation={`Expected of the best of so many independent trials without any skill over ${countText(luck.days)} days (Bailey & López de Prado 2014; the ratio of a trial varies by 1 over the days, Lo 2002). What is found must be well above it.`}
      />
      {luck.power === null ? null : <PowerStats power={luck.power} />}
    </div>
  )
}
