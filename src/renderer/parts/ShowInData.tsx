import { Button } from '@mantine/core'
import { IconChartCandle } from '@tabler/icons-react'
import { barAddress } from '../state/barAddress.ts'
import { usePlace } from '../state/place.ts'

type ShowInDataProps = {
  readonly symbol: string
  readonly timeMs: number
  /** Whether the button must say which symbol it means. */
  readonly named: boolean
}

export function ShowInData({ symbol, timeMs, named }: ShowInDataProps) {
  const { go } = usePlace()
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconChartCandle size={14} aria-hidden="true" />}
      onClick={() => go({ section: 'data', at: barAddress({ symbol, timeMs }) })}
    >
      {named ? `${symbol} in Data` : 'Show in Data'}
    </Button>
  )
}
