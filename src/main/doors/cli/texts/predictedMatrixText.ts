import type { PredictedMatrix } from '../../../../core/contract/workbench/modelCalls.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'
import { tableText } from './tableText.ts'

const MOST_SHOWN = 40

const KNOWS = {
  learned: 'learned from it, or later',
  overlaps: 'knows part of its outcome',
  new: 'nothing',
} as const

export function predictedMatrixText(said: PredictedMatrix): string {
  const { modelId, version, matrix, task, rows, without, newest, pointInTime, out, notes } = said
  const number = (value: number | null) => (value === null ? '' : String(Number(value.toPrecision(4))))
  const lines = newest
    .slice(0, MOST_SHOWN)
    .map(({ symbol, decisionTime, prediction, signal, knows }) => [
      symbol,
      decisionTime,
      number(prediction),
      number(signal),
      KNOWS[knows],
    ])
  const total = rows.learned + rows.overlaps + rows.new
  return [
    `${modelId}@${version} on ${matrix}: ${plainNumber(total)} rows, ${plainNumber(rows.new)} of them new to it`,
    `${plainNumber(rows.learned)} rows it learned from or from later ones, of ${plainNumber(rows.overlaps)} it knows part of the outcome: what it says of them proves nothing.`,
    ...(without > 0 ? [`It says nothing of ${plainNumber(without)} rows.`] : []),
    '',
    `Newest row${newest.length > 1 ? ' of each instrument' : ''}:`,
    tableText(
      ['symbol', 'decided', task === 'classification' ? 'probability' : 'value', 'signal', 'what it knows of it'],
      lines,
    ),
    ...(newest.length > MOST_SHOWN ? [`and ${newest.length - MOST_SHOWN} more instruments`] : []),
    ...(pointInTime?.differing.length === 0
      ? [`Made again from what was known when it was decided: ${pointInTime.values} values, all the same.`]
      : []),
    ...notes.map((note) => `note: ${note}`),
    ...(out === null ? [] : [`All rows: ${out}`]),
  ].join('\n')
}
