import type { PredictionsPassport } from '../../../../core/contract/predictionsPassport.ts'
import type { ImportedPredictions } from '../../../engine/backtests/importPredictions.ts'
import { onOneLine } from '../progress/onOneLine.ts'

export function importedPredictionsText({ passport, isNew, path }: ImportedPredictions): string {
  const note = isNew ? `Kept as ${path}.` : 'The same predictions were there already; nothing was changed.'
  return `${predictionsText(passport)}\n${note}`
}

export function predictionsListText(passports: readonly PredictionsPassport[]): string {
  if (passports.length === 0) return 'There are no predictions yet. Bring some in with: assay predictions import --help'
  return passports.map(predictionsText).join('\n\n')
}

function predictionsText(passport: PredictionsPassport): string {
  const { model, interval, rows, withoutBar, least, most, symbols } = passport
  const missing = withoutBar === 0 ? '' : ` (${withoutBar} at times without a bar)`
  return [
    `predictions of ${model}, ${interval} bars: ${rows} rows${missing}, ${least} to ${most}, from ${onOneLine(passport.source)}`,
    ...symbols.map((item) => `  ${item.symbol}  ${item.firstTime} to ${item.lastTime}, ${item.rows} rows`),
    '  Each is known at the close of the bar that its time names.',
    `  hash  ${passport.contentHash}`,
  ].join('\n')
}
