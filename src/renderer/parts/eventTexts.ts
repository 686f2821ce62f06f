import type { EventTexts } from '../../core/charts/workbench/eventCandlesOption.ts'
import { compactText, ratioText } from '../ui/numberText.ts'
import { timeText } from '../ui/timeText.ts'
import { priceDigits, tickDigits } from './priceDigits.ts'

/** A price with as many decimals as tell neighbouring ones apart. */
export function priceText(value: number | null): string {
  return ratioText(value, { digits: priceDigits(value ?? Number.NaN) })
}

export function eventTexts(timeZone: string): EventTexts {
  return {
    price: priceText,
    tick: (value) => ratioText(value, { digits: tickDigits(value) }),
    volume: compactText,
    time: (timeMs) => `${timeText(timeMs, timeZone)} ${timeZone}`,
    axisTime: (timeMs) => timeText(timeMs, timeZone).slice(5),
  }
}
