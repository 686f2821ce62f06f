import type { TradeCurve, TradeView } from '../../../core/contract/workbench/exploreViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { EventCandles } from '../../parts/EventCandles.tsx'
import { positionText } from '../../parts/eventWords.ts'
import { FeaturesPanel } from '../../parts/FeaturesPanel.tsx'
import { FillsPanel } from '../../parts/FillsPanel.tsx'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { TradeAccount } from './TradeAccount.tsx'
import { WhyTaken } from './WhyTaken.tsx'

type TradeInspectorProps = {
  readonly workspace: string
  readonly runId: string
  readonly curve: TradeCurve
  readonly curveName: string
  readonly row: number
  readonly trades: number
  readonly currency: string
  onStep(rows: number): void
  onClose(): void
}

/** One trade: why it was taken, what it did to the account, its bars, fills and costs. */
export function TradeInspector(props: TradeInspectorProps) {
  const { workspace, runId, curve, curveName, row, trades, currency, onStep, onClose } = props
  const called = useCall('runs.trade', { workspace, runId, curve, row })
  const { timeZone } = useSettings()
  const shown = called.value
  return (
    <div className="aside-stack" aria-busy={called.loading}>
      <AsideHead
        title={`Trade ${countText(row + 1)}${row < trades ? ` of ${countText(trades)}` : ''}${shown === null ? '' : `: ${positionText(shown.event)}`}`}
        text={`${curveName}${shown === null ? '' : `, decided at the close of the bar of ${timeText(shown.event.timeMs, timeZone)} ${timeZone}`}`}
        what="trade"
        onStep={onStep}
        onClose={onClose}
      />
      {called.trouble === null ? null : <TroubleNote trouble={called.trouble} />}
      {shown === null && called.loading ? <Loading label="Computing this trade again" /> : null}
      {shown === null ? null : (
        <div className={called.loading ? 'aside-stack stale' : 'aside-stack'}>
          <Trade trade={shown} currency={currency} />
        </div>
      )}
    </div>
  )
}

function Trade({ trade, currency }: { readonly trade: TradeView; readonly currency: string }) {
  const { event } = trade
  return (
    <>
      <TradeAccount trade={trade} currency={currency} />
      <EventCandles event={event} />
      <WhyTaken trade={trade} />
      <FillsPanel event={event} stake={{ notional: trade.notional, currency }} />
      <FeaturesPanel features={event.features} />
    </>
  )
}
