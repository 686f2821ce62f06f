import type { ExportedModel, ImportedModel } from '../../../../core/contract/workbench/modelCalls.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'
import { onOneLine } from '../progress/onOneLine.ts'

export function exportedModelText({
  workspace,
  modelId,
  version,
  format,
  path,
  sha256,
  check,
  notes,
}: ExportedModel): string {
  return [
    `Model ${modelId}@${version} as ${format}: ${workspace}/${path}`,
    ...(check === null
      ? []
      : [
          `read back over ${plainNumber(check.rows)} rows of its matrix: ${check.worst.toExponential(1)} apart at most`,
        ]),
    ...notes.map((note) => `note: ${note}`),
    `hash  ${sha256}`,
  ].join('\n')
}

export function importedModelText({ workspace, passport, isNew, rowsWithout }: ImportedModel): string {
  const { model, interval, rows, source, symbols, notes = [], contentHash } = passport
  return [
    `Model ${model}, ${interval} bars: ${plainNumber(rows)} rows foretold, ${plainNumber(rowsWithout)} without a prediction, from ${onOneLine(source)}`,
    ...symbols.map((item) => `  ${item.symbol}  ${item.firstTime} to ${item.lastTime}, ${item.rows} rows`),
    ...notes.map((note) => `note: ${onOneLine(note)}`),
    `hash  ${contentHash}`,
    ...(isNew ? [] : ['The same file had foretold the same rows before; nothing was changed.']),
    `Trade it: assay backtest run ${workspace} --model ${model}`,
  ].join('\n')
}
