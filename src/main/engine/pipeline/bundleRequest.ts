import { PAIR_STAGES } from '../../../core/pipeline/pairPipeline.ts'
import { realMlEvidence, simulationEvidence } from '../../../core/report/bundle/buildEvidence.ts'
import { buildReportModel } from '../../../core/report/bundle/buildReportModel.ts'
import type { BundleInput } from '../../../core/report/bundle/bundleInput.ts'
import { completenessInstantsMs, completenessWords } from '../../../core/report/completenessText.ts'
import type { ReportModel } from '../../../core/report/reportModel.ts'
import type { PublishRequest } from '../commands/publishRun.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import type { Prepared } from './preparePair.ts'

function dayText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

function ledgerSlice(prepared: Prepared, { facts, outputs, config }: BundleInput): ReportModel['ledger'] {
  const input = { config, seed: prepared.seed, plan: prepared.plan, outputs }
  const byStage = PAIR_STAGES.map((stage) => ({ stage: stage.name, trials: stage.trials(input).length }))
  return {
    basis: facts.trials - facts.ownTrials,
    own: facts.ownTrials,
    byStage: byStage.filter(({ trials }) => trials > 0),
  }
}

/** What is published of a run: the same for the first run, a resumed one, and a verification. */
export function bundleRequest(
  ports: RunPorts,
  prepared: Prepared,
  input: BundleInput,
  clock: { readonly startMs: number; readonly endMs: number },
): PublishRequest {
  const { legs, columns, plan, workspace, runId, config } = prepared
  const { timeMs, intervalMs } = columns
  const folds = plan.anchored.slice(0, -1)
  const lastMs = timeMs.at(-1)! + intervalMs
  const report = buildReportModel(input, {
    passports: [
      { role: 'primary', passport: legs.primary.passport },
      { role: 'secondary', passport: legs.secondary.passport },
    ],
    testSpansMs: folds.map(({ test }) => ({ from: timeMs[test.from]!, to: timeMs[test.to - 1]! + intervalMs })),
    lastMs,
    ledger: ledgerSlice(prepared, input),
    rerunCommand: `assay pipeline run ${workspace.name} --start-capital ${config.startCapital} --seed ${prepared.seed} --iterate ${config.iterate}${config.patternAid ? ' --pattern-aid' : ''}`,
    verifyCommand: `assay verify ${workspace.name} --run ${runId}`,
  })
  const symbols = workspace.instruments.map((instrument) => instrument.symbol)
  const downloads = [legs.primary, legs.secondary].flatMap(({ passport }) => passport.completeness ?? [])
  return {
    runId,
    simulation: simulationEvidence(input),
    realMl: realMlEvidence(input),
    report,
    dataText: `${workspace.interval} bars, ${dayText(timeMs[0]!)} to ${dayText(lastMs - 1)}`,
    naming: {
      allowedSymbols: symbols,
      foreignSymbols: ports.foreignSymbols.filter((symbol) => !symbols.includes(symbol)),
      ownWords: downloads.flatMap(completenessWords),
      hostNames: ports.hostNames,
      runClock: clock,
      dataInstantsMs: [
        ...[lastMs, timeMs.at(-1)!, prepared.holdOutStartMs],
        ...downloads.flatMap(completenessInstantsMs),
      ],
    },
  }
}
