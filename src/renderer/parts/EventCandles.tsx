import { useMemo } from 'react'
import { eventCandlesHeight, eventCandlesOption } from '../../core/charts/workbench/eventCandlesOption.ts'
import { missingTime } from '../../core/charts/workbench/eventPlaces.ts'
import type { EventView } from '../../core/contract/workbench/exploreViews.ts'
import { useSettings } from '../data/useSettings.ts'
import { useThemeName } from '../state/useThemeName.ts'
import { Chart } from '../ui/Chart.tsx'
import { countText, PAGE_NUMBERS } from '../ui/numberText.ts'
import { Panel } from '../ui/Panel.tsx'
import { eventTexts } from './eventTexts.ts'
import { positionText } from './eventWords.ts'
import { ShowInData } from './ShowInData.tsx'

/** The bars around an event with its barriers, its fills and its end. */
export function EventCandles({ event }: { readonly event: EventView }) {
  const theme = useThemeName()
  const { timeZone } = useSettings()
  const option = useMemo(
    () => eventCandlesOption({ event, texts: eventTexts(timeZone), theme, numbers: PAGE_NUMBERS }),
    [event, timeZone, theme],
  )
  const gaps = missingTime(event.barTimeMs).length
  const missing = gaps === 0 ? '' : ` Time is missing between them in ${countText(gaps)} places.`
  const own = event.legs.filter((leg) => event.role > 1 || leg.role === event.role)
  return (
    <Panel
      title="Bars"
      description={`${countText(event.barTimeMs.length)} bars, ${timeZone}.${missing} Shaded: after the decision.${event.barriers?.targetPrice == null ? '' : ' Boxes: entry to target and to stop, up to the time limit.'}`}
      actions={own.map((leg) => (
        <ShowInData key={leg.symbol} symbol={leg.symbol} timeMs={event.timeMs} named={own.length > 1} />
      ))}
    >
      <Chart
        option={option}
        height={eventCandlesHeight(event)}
        label={`Candles around the event, ${positionText(event)}; the same prices stand under Fills`}
      />
    </Panel>
  )
}
