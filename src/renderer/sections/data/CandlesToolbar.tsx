import { Button, Group } from '@mantine/core'
import type { TimeSpan } from '../../../core/contract/download.ts'
import type { CandlesView } from '../../../core/contract/workbench/views.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { intervalLabel } from '../../../core/time/interval.ts'
import { useSettings } from '../../data/useSettings.ts'
import { countText } from '../../ui/numberText.ts'
import { timeText } from '../../ui/timeText.ts'

const RANGES: readonly { readonly label: string; readonly days: number }[] = [
  { label: '1 D', days: 1 },
  { label: '1 W', days: 7 },
  { label: '1 M', days: 30 },
  { label: '3 M', days: 91 },
  { label: '1 Y', days: 365 },
]

type ToolbarProps = {
  readonly name: string
  readonly candles: CandlesView
  readonly seen: TimeSpan
  readonly isLoading: boolean
  readonly isLog: boolean
  onLog(isLog: boolean): void
  /** Days back from the right edge; null: all. */
  onRange(days: number | null): void
}

export function CandlesToolbar({ name, candles, seen, isLoading, isLog, onLog, onRange }: ToolbarProps) {
  const { timeZone } = useSettings()
  const grain = seen.toMs - seen.fromMs > 60 * DAY_MS ? 'day' : 'minute'
  return (
    <Group gap="md" px={12} py={8} wrap="nowrap" justify="space-between">
      <Group gap="md" wrap="nowrap">
        <h2 className="panel-title" style={{ whiteSpace: 'nowrap' }}>
          {name}
        </h2>
        <Button.Group>
          {RANGES.map(({ label, days }) => (
            <Button key={label} size="compact-xs" variant="default" onClick={() => onRange(days)}>
              {label}
            </Button>
          ))}
          <Button size="compact-xs" variant="default" onClick={() => onRange(null)}>
            All
          </Button>
        </Button.Group>
        <Button
          size="compact-xs"
          variant={isLog ? 'light' : 'default'}
          aria-pressed={isLog}
          title="Prices on a log axis"
          onClick={() => onLog(!isLog)}
        >
          Log
        </Button>
      </Group>
      <span style={{ color: 'var(--mantine-color-dimmed)', fontSize: 12, textAlign: 'right', minWidth: 0 }}>
        {timeText(seen.fromMs, timeZone, grain)} to {timeText(seen.toMs, timeZone, grain)} {timeZone}
        {', '}
        {isLoading ? 'reading bars…' : candleText(candles)}
      </span>
    </Group>
  )
}

function candleText({ stepBars, intervalMs }: CandlesView): string {
  const unit = intervalLabel(intervalMs)
  return stepBars === 1 ? `a candle is one bar of ${unit}` : `a candle is ${countText(stepBars)} bars of ${unit}`
}
