import type { CandleTexts } from '../../../core/charts/workbench/candlesOption.ts'
import type { TimeSpan } from '../../../core/contract/download.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { priceDigits, tickDigits } from '../../parts/priceDigits.ts'
import { compactText, ratioText } from '../../ui/numberText.ts'
import { timeText } from '../../ui/timeText.ts'

const DAYS_WITH_HOURS = 12

/** `visible` is read when a label is drawn: how fine the labels of a foreign time zone are depends on it. */
export function candleTexts(timeZone: string, visible: () => TimeSpan): CandleTexts {
  const axisTime = (timeMs: number) => {
    const { fromMs, toMs } = visible()
    const text = timeText(timeMs, timeZone)
    return toMs - fromMs < DAYS_WITH_HOURS * DAY_MS ? text.slice(5) : text.slice(0, 10)
  }
  return {
    price: (value) => ratioText(value, { digits: priceDigits(value) }),
    tick: (value) => ratioText(value, { digits: tickDigits(value) }),
    volume: compactText,
    time: (timeMs) => `${timeText(timeMs, timeZone)} ${timeZone}`,
    axisTime: timeZone === 'UTC' ? null : axisTime,
  }
}
