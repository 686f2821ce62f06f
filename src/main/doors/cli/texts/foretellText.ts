import { plainNumber } from '../../../../core/time/durationText.ts'
import type { ForetellReport } from '../../../engine/training/foretellHoldOut.ts'
import { tableText } from './tableText.ts'

export function foretellText({ workspace, unchanged, foretelling }: ForetellReport): string {
  const { modelId, sha256, sealedFrom, firstTime, lastTime, rows, withTarget, openings, notes } = foretelling
  const version = `${modelId}@${sha256.slice(0, 8)}`
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? 'n/a' : String(Number(value.toPrecision(4)))
  const { scores, always, outOfFold } = foretelling
  return [
    `${version} through the hold-out from ${sealedFrom}${unchanged ? ' (taken through before)' : ''}: ${plainNumber(rows)} rows that it never saw, ${firstTime} to ${lastTime}.`,
    ...openings.map(
      (opening) => `Opening number ${opening.openings} of the hold-out of ${opening.symbols}, counted in the ledger.`,
    ),
    '',
    `Scores on the ${plainNumber(withTarget)} rows whose outcome is known:`,
    tableText(
      ['score', 'hold-out', 'always the base', 'out of fold, before'],
      Object.keys(scores).map((name) => [name, figure(scores[name]), figure(always[name]), figure(outOfFold[name])]),
    ),
    '',
    ...notes.map((note) => `note: ${note}`),
    `Trade it: assay backtest run ${workspace} --config FILE --model ${version} --through-hold-out`,
  ].join('\n')
}
