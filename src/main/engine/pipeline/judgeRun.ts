import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { ExportFacts } from '../../../core/contract/exportFacts.ts'
import type { TrialStudy } from '../../../core/contract/trialStudy.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { HoldOutResult } from '../../../core/pipeline/holdOut.ts'
import { evaluateHoldOut } from '../../../core/pipeline/holdOut.ts'
import { judge } from '../../../core/pipeline/judgement/judge.ts'
import { studyTrials } from '../../../core/pipeline/judgement/studyTrials.ts'
import { PAIR_STAGES, type PairOutputs } from '../../../core/pipeline/pairPipeline.ts'
import { createWorkbench } from '../../../core/pipeline/workbench.ts'
import type { BundleInput } from '../../../core/report/bundle/bundleInput.ts'
import type { Job } from '../jobs/job.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import type { Prepared } from './preparePair.ts'
import type { RunFolder } from './runFolder.ts'
import { RUN_BROKEN, stageFile } from './runFolder.ts'
import type { TrialBook, TrialCount } from './trialBook.ts'
import { readTrialReturns } from './trialReturnsFile.ts'

const STAGE = 'hold-out'

type Opened = { readonly openings: number; readonly result: HoldOutResult }

/** The opening is in the ledger before the first sealed bar is looked at; a run that comes here again is told the number it was told first. */
function openHoldOut(
  ports: RunPorts,
  prepared: Prepared,
  outputs: PairOutputs,
  folder: RunFolder,
  job: Job,
): Outcome<Opened> {
  const { config, symbols, runId, holdOutStartMs, columns } = prepared
  const spanEndMs = columns.timeMs.at(-1)! + columns.intervalMs
  const configHash = ports.hash(
    canonicalJson({ subject: outputs.iterate.subject, costs: config.costs, sizing: config.sizing }),
  )
  const opened = ports.ledger.openHoldOut({ runId, symbols, spanStartMs: holdOutStartMs, spanEndMs, configHash })
  if (!opened.ok) return opened
  const bench = createWorkbench(columns, config, prepared.seed)
  const beat = (done: number, total: number, note: string) => job.beat(STAGE, done, total, note)
  const result = evaluateHoldOut(bench, prepared.plan, outputs.iterate.subject, prepared.developmentBars, beat)
  const written = folder.write(stageFile(STAGE), { openings: opened.value.openings, result })
  return written.ok ? success({ openings: opened.value.openings, result }) : written
}

/** Holding each leg from the first test bar's open to the last development close, before costs. */
function buyAndHold({ development, plan }: Prepared) {
  const from = plan.anchored[0]!.test.from
  const gain = (leg: Prepared['development']['primary']) => leg.close.at(-1)! / leg.open[from]! - 1
  return { primary: gain(development.primary), secondary: gain(development.secondary) }
}

function factsOf(prepared: Prepared, openings: number, trials: number, ownTrials: number): ExportFacts {
  const { workspace, legs, dataHashes, configHash, seed, runId, holdOutStartMs } = prepared
  return {
    runId,
    workspace,
    symbols: { primary: legs.primary.instrument.symbol, secondary: legs.secondary.instrument.symbol },
    dataHashes,
    configHash,
    seed,
    engineVersion: ENGINE_VERSION,
    holdOutStartMs,
    openings,
    trials,
    ownTrials,
    synthetic: workspace.synthetic ?? null,
    buyAndHold: buyAndHold(prepared),
  }
}

/** From the returns that were kept of the grid. Error: `run-broken`. */
function trialStudyOf(
  ports: RunPorts,
  { config, seed, plan }: Prepared,
  outputs: PairOutputs,
  folder: RunFolder,
  count: TrialCount,
  job: Job,
): Outcome<TrialStudy> {
  const kept = readTrialReturns(folder, ports.hash)
  if (kept === null)
    return failure(
      RUN_BROKEN,
      'The returns of the trials of this run are gone or damaged.',
      'Run the pipeline again: it makes them anew.',
    )
  const input = { config, seed, plan, outputs }
  const planned = PAIR_STAGES.reduce((sum, stage) => sum + stage.trials(input).length, 0)
  const { columns, evaluated, sha256 } = kept
  return success(
    studyTrials(outputs, {
      columns,
      evaluated,
      returnsSha256: sha256,
      count,
      withoutReturns: planned - evaluated,
      seed,
      beat: (note) => job.beat(STAGE, 0, 1, note),
    }),
  )
}

/** Opens the hold-out for the final configuration and puts every gate to the run. */
export function judgeRun(
  ports: RunPorts,
  prepared: Prepared,
  outputs: PairOutputs,
  folder: RunFolder,
  book: TrialBook,
  job: Job,
): Outcome<BundleInput> {
  const gates = ports.gates()
  if (!gates.ok) return gates
  const counted = book.count()
  if (!counted.ok) return counted
  const opened = openHoldOut(ports, prepared, outputs, folder, job)
  if (!opened.ok) return opened
  const { openings, result } = opened.value
  const { trials, own, varianceAcrossTrials } = counted.value
  const studied = trialStudyOf(ports, prepared, outputs, folder, counted.value, job)
  if (!studied.ok) return studied
  const judgement = judge(gates.value.gates, outputs, { trials, varianceAcrossTrials }, result, openings)
  return success({
    facts: factsOf(prepared, openings, trials, own),
    config: prepared.config,
    outputs,
    holdOut: result,
    judgement,
    trialStudy: studied.value,
  })
}
