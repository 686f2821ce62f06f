import type { CandlesView } from '../../../core/contract/workbench/views.ts'
import { priceDigits } from '../../parts/priceDigits.ts'
import { compactText, ratioText } from '../../ui/numberText.ts'
import { timeText } from '../../ui/timeText.ts'
import './candles.css'

type ReadoutProps = { readonly candles: CandlesView; readonly row: number | null; readonly timeZone: string }

/** The candle under the pointer in figures, above the picture, where it hides no candle and moves nothing. */
export function CandleReadout({ candles, row, timeZone }: ReadoutProps) {
  if (row === null) return null
  const [open, high, low, close] = [candles.open[row], candles.high[row], candles.low[row], candles.close[row]]
  const tone = (close ?? 0) >= (open ?? 0) ? 'gain' : 'loss'
  return (
    <div className="candle-readout">
      <span>
        {timeText(candles.timeMs[row] ?? Number.NaN, timeZone)} {timeZone}
      </span>
      <Figure name="Open" text={priceText(open)} tone={tone} />
      <Figure name="High" text={priceText(high)} tone={tone} />
      <Figure name="Low" text={priceText(low)} tone={tone} />
      <Figure name="Close" text={priceText(close)} tone={tone} />
      <Figure name="Volume" text={compactText(candles.volume[row] ?? Number.NaN)} tone="plain" />
    </div>
  )
}

type FigureProps = { readonly name: string; readonly text: string; readonly tone: 'gain' | 'loss' | 'plain' }

function Figure({ name, text, tone }: FigureProps) {
  return (
    <span>
      {name} <b data-tone={tone}>{text}</b>
    </span>
  )
}

function priceText(price: number | undefined): string {
  return price === undefined ? '-' : ratioText(price, { digits: priceDigits(price) })
}
