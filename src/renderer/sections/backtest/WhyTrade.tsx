import { Button } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import type { BacktestView } from '../../../core/contract/workbench/backtestViews.ts'
import { usePlace } from '../../state/place.ts'
import { whyAddress } from './whyAddress.ts'

type WhyTradeProps = {
  readonly manifest: BacktestView['manifest']
  readonly symbol: string
  readonly entryMs: number
}

/** The way from a trade of a trained model to the parts of the prediction that it came from. */
export function WhyTrade({ manifest, symbol, entryMs }: WhyTradeProps) {
  const { go } = usePlace()
  const at = whyAddress(manifest, symbol, entryMs)
  if (at === null) return null
  return (
    <Button
      className="backtest-source"
      size="xs"
      variant="default"
      leftSection={<IconHelpCircle size={14} />}
      onClick={() => go({ section: 'model', at })}
    >
      Why this trade: the prediction and its parts
    </Button>
  )
}
