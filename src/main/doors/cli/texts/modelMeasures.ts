import type { ValidationReport } from '../../../../core/contract/modelRecord.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'
import { tableText } from './tableText.ts'

const SHOWN = 5

/** How steady, how well calibrated, how ordered and how moved: what stands beside the scores. */
export function measureLines(report: ValidationReport): readonly string[] {
  return [
    ...stabilityLines(report),
    ...calibrationLines(report),
    ...orderLines(report),
    ...contributionLines(report),
    ...dependenceLines(report),
    ...driftLines(report),
  ]
}

function stabilityLines({ importance: { stability } }: ValidationReport): readonly string[] {
  const named = [
    ['folds', stability.overFolds],
    ['seeds', stability.overSeeds],
  ] as const
  return named.flatMap(([over, found]) => {
    if (found === null) return []
    const { rankings, meanCorrelation, leastCorrelation, top, topShared, topByChance } = found
    const shared = `${top} greatest in common ${percent(topShared)}, by chance ${percent(topByChance)}`
    return [
      `Importance over ${rankings} ${over}: rank correlation ${number(meanCorrelation)} (least ${number(leastCorrelation)}); ${shared}`,
    ]
  })
}

function calibrationLines({ calibration }: ValidationReport): readonly string[] {
  if (calibration === null || calibration.error === null) return []
  const { bins, method, error } = calibration
  const { expected, maximum, reliability, resolution, uncertainty } = error
  return [
    `Calibration (${method}, ${bins.length} bins): expected error ${number(expected)}, largest ${number(maximum)}; reliability ${number(reliability)}, resolution ${number(resolution)}, uncertainty ${number(uncertainty)}`,
  ]
}

function orderLines({ rankInformation: found }: ValidationReport): readonly string[] {
  if (found === null) return []
  const { mean, deviation, t, dates, lag } = found
  return [
    `Rank information coefficient between instruments: ${number(mean)} ± ${number(deviation)}, t ${number(t)} (lag ${lag}) over ${plainNumber(dates)} times`,
  ]
}

function contributionLines({ contributions }: ValidationReport): readonly string[] {
  if (contributions === null) return []
  const shown = contributions.rows.slice(0, SHOWN).map(({ feature, mean }) => `${feature} ${number(mean)}`)
  return [`Mean size of contributions (${contributions.unit}): ${shown.join(', ')}`]
}

function dependenceLines({ dependence }: ValidationReport): readonly string[] {
  return dependence.columns.map(({ feature, values, mean, closeTo }) => {
    const close = closeTo.length === 0 ? '' : `; close to ${closeTo.map((other) => other.feature).join(', ')}`
    return `As ${feature} goes from ${number(values[0] ?? null)} to ${number(values.at(-1) ?? null)}, the mean prediction goes from ${number(mean[0] ?? null)} to ${number(mean.at(-1) ?? null)}${close}`
  })
}

function driftLines({ drift }: ValidationReport): readonly string[] {
  const rows = drift.rows
    .filter(({ meanRatio }) => meanRatio !== null)
    .slice(0, SHOWN)
    .map(({ feature, meanIndex, meanRatio, folds }) => [
      feature,
      number(meanIndex),
      number(meanRatio),
      number(Math.max(...folds.map((fold) => fold?.ratio ?? 0))),
    ])
  if (rows.length === 0) return []
  return [
    'Drift of columns from training to test, against what chance makes of it:',
    tableText(['column', 'stability index', 'times chance', 'in the worst fold'], rows),
  ]
}

function number(value: number | null): string {
  return value === null ? 'n/a' : String(Number(value.toPrecision(4)))
}

function percent(value: number | null): string {
  return value === null ? 'n/a' : `${Math.round(value * 100)} %`
}
