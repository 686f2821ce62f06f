import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { TradeView } from '../../../core/contract/workbench/exploreViews.ts'
import { EXIT_WORDS } from '../../parts/eventWords.ts'
import { durationText, moneyText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'

/** What a trade did to the account. */
export function TradeAccount({ trade, currency }: { readonly trade: TradeView; readonly currency: string }) {
  const { profit, netReturn, equityBefore, weight, notional, event } = trade
  const { tradeProfit, tradeWeight, tradeNotional } = DEFINITIONS
  const { outcome } = event
  return (
    <Panel title="Result" description={outcome === null ? undefined : `Ended by ${EXIT_WORDS[outcome.exitReason]}`}>
      <div className="fact-grid">
        <Stat
          label={tradeProfit.name}
          value={moneyText(profit, { signed: true })}
          unit={currency}
          tone={profit > 0 ? 'gain' : profit < 0 ? 'loss' : 'plain'}
          explanation={tradeProfit.text}
        />
        <Stat
          label="Of equity"
          value={percentText(netReturn, { digits: 3, signed: true })}
          explanation="Net return on the equity that the trade was sized on, size included, after all costs. Unit: percent."
        />
        <Stat
          label="Sized on"
          value={moneyText(equityBefore)}
          unit={currency}
          explanation="Equity at the fill of the entry: what the trade was sized on. Costs are paid from what it puts in."
        />
        <Stat
          label={tradeWeight.name}
          value={percentText(weight, { digits: 1 })}
          explanation={`${tradeWeight.text} Unit: percent of equity.`}
        />
        <Stat
          label={tradeNotional.name}
          value={moneyText(notional)}
          unit={currency}
          explanation={`${tradeNotional.text} Unit: ${tradeNotional.unit}.`}
        />
        <Stat
          label="Held"
          value={outcome === null ? null : durationText(outcome.exitMs - event.timeMs)}
          explanation="By the clock, from the close of the event’s bar, where it is decided, to the end of the bar in which it ended."
        />
      </div>
    </Panel>
  )
}
