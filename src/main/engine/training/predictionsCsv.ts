import { isoTime } from '../../../core/time/isoTime.ts'
import type { RowPredictions } from './predictRows.ts'

/** A row a line, ascending in time, then instrument; what is not known is empty. `time` is the start of the bar at whose close the row is decided. */
export function predictionsCsv({
  symbols,
  instrument,
  barMs,
  decisionMs,
  prediction,
  signal,
  knowledge,
}: RowPredictions): string {
  const number = (value: number) => (Number.isNaN(value) ? '' : String(value))
  const lines = Array.from(barMs, (timeMs, row) =>
    [
      isoTime(timeMs),
      isoTime(decisionMs[row]!),
      symbols[instrument[row]!],
      number(prediction[row]!),
      number(signal[row]!),
      knowledge[row],
    ].join(','),
  )
  return `${['time,decision_time,symbol,prediction,signal,model_knows', ...lines].join('\n')}\n`
}
