import { exitRuleId } from '../../events/exitRule.ts'
import { averageUniqueness, effectiveCount } from '../../validation/uniqueness.ts'
import { trainingRows } from '../learning/trainingRows.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import type { Choice } from '../workbench.ts'
import type { SelectOutput } from './selectStage.ts'

/** The rows of one (detector, exit rule), ready to be stored: key columns, outcome columns, features. NaN is null. */
export type MatrixPart = {
  readonly detector: string
  readonly exit: string
  readonly names: readonly string[]
  readonly columns: readonly (readonly (number | null)[])[]
  readonly rows: number
  readonly gains: number
  readonly effectiveRows: number
}
export type TrainingSetOutput = { readonly features: number; readonly parts: readonly MatrixPart[] }

type TrainingUnit = { readonly choice: Choice; readonly patternAid: boolean }

function partKey(choice: Choice): string {
  return `${choice.setting.detectorId} ${exitRuleId(choice.exit)}`
}

/** Features known at each event's close, label, average uniqueness: one part for each detector and exit rule that some fold froze. */
export const trainingSetStage: Stage<{ readonly select: SelectOutput }, TrainingUnit, MatrixPart, TrainingSetOutput> = {
  name: 'training-set',
  title: 'Training set',
  needs: ['select'],
  weight: 2,
  plan: ({ config, outputs }, results) =>
    once(results, () => {
      const choices = outputs.select.winners.flatMap((winner) => (winner.choice === null ? [] : [winner.choice]))
      const parts = new Map(choices.map((choice) => [partKey(choice), choice]))
      return [...parts.values()].map((choice) => ({ choice, patternAid: config.patternAid }))
    }),
  runUnit: (bench, _plan, { choice, patternAid }, beat) => {
    const rows = trainingRows(bench, choice, patternAid, beat)
    const uniqueness = averageUniqueness({ startIndex: rows.startBar, endIndex: rows.endBar })
    const { features } = rows
    const { timeMs } = bench.columns
    const featureColumns = features.names.map((_, column) =>
      Array.from({ length: features.rows }, (_unused, row) => {
        const value = features.values[row * features.columns + column]!
        return Number.isFinite(value) ? value : null
      }),
    )
    return {
      detector: choice.setting.detectorId,
      exit: exitRuleId(choice.exit),
      names: ['decision_ms', 'label_end_ms', 'net_return', 'label', 'uniqueness', ...features.names],
      columns: [
        Array.from(rows.startBar, (bar) => timeMs[bar]!),
        Array.from(rows.endBar, (bar) => timeMs[bar]!),
        [...rows.netReturn],
        [...rows.label],
        [...uniqueness],
        ...featureColumns,
      ],
      rows: features.rows,
      gains: rows.label.reduce((sum, value) => sum + value, 0),
      effectiveRows: effectiveCount(uniqueness),
    }
  },
  combine: (_input, results) => ({ features: (results[0]?.names.length ?? 5) - 5, parts: results }),
}
