import { Table } from '@mantine/core'
import { useMemo } from 'react'
import { tradeCandlesOption } from '../../../core/charts/workbench/tradeCandlesOption.ts'
import type { BacktestTradeView, BacktestView } from '../../../core/contract/workbench/backtestViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { eventTexts, priceText } from '../../parts/eventTexts.ts'
import { ShowInData } from '../../parts/ShowInData.tsx'
import { useThemeName } from '../../state/useThemeName.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, moneyText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { DifferencesPanel } from './DifferencesPanel.tsx'
import { WhyTrade } from './WhyTrade.tsx'

type StoredTradeInspectorProps = {
  readonly workspace: string
  readonly view: BacktestView
  readonly row: number
  onStep(rows: number): void
  onClose(): void
}

/** One trade: what it made, its bars, its fills with their costs, and whether both engines agree on it. */
export function StoredTradeInspector({ workspace, view, row, onStep, onClose }: StoredTradeInspectorProps) {
  const { manifest, trades, metrics } = view
  const called = useCall('backtests.trade', { workspace, backtestId: manifest.backtestId, row })
  const { timeZone } = useSettings()
  const side = (trades.direction[row] ?? 1) > 0 ? 'long' : 'short'
  const entryMs = trades.entryMs[row]
  return (
    <div className="aside-stack" aria-busy={called.loading}>
      <AsideHead
        title={`Trade ${countText(row + 1)} of ${countText(trades.symbol.length)}: ${trades.symbol[row] ?? ''} ${side}`}
        text={entryMs === undefined ? undefined : `Entered in the bar of ${timeText(entryMs, timeZone)} ${timeZone}`}
        what="trade"
        onStep={onStep}
        onClose={onClose}
      />
      {called.trouble === null ? null : <TroubleNote trouble={called.trouble} />}
      {entryMs === undefined ? null : <TradeResult view={view} row={row} />}
      {entryMs === undefined ? null : (
        <WhyTrade manifest={manifest} symbol={trades.symbol[row] ?? ''} entryMs={entryMs} />
      )}
      {called.value === null ? (
        called.trouble === null && <Loading />
      ) : (
        <div className={called.loading ? 'aside-stack stale' : 'aside-stack'}>
          <TradeBars trade={called.value} />
          <TradeFills trade={called.value} currency={manifest.quoteCurrency} />
          <DifferencesPanel trade={called.value} agreement={metrics.agreement} engine={manifest.engine} />
        </div>
      )}
    </div>
  )
}

function TradeResult({ view: { trades, manifest }, row }: { readonly view: BacktestView; readonly row: number }) {
  const profit = trades.profit[row]!
  return (
    <Panel title="Result" description={`Ended by: ${trades.reason[row]}`}>
      <div className="fact-grid">
        <Stat
          label="Profit"
          value={moneyText(profit, { signed: true })}
          unit={manifest.quoteCurrency}
          tone={profit > 0 ? 'gain' : profit < 0 ? 'loss' : 'plain'}
          explanation="After fees, borrow and funding."
        />
        <Stat
          label="Of equity"
          value={percentText(trades.netReturn[row], { digits: 3, signed: true })}
          explanation="Profit over the equity just before the entry."
        />
        <Stat
          label="Units"
          value={ratioText(trades.units[row], { digits: 4 })}
          explanation="Largest number of units held."
        />
        <Stat
          label="Fees"
          value={moneyText(trades.fees[row])}
          unit={manifest.quoteCurrency}
          explanation="Commissions of all its fills."
        />
        <Stat
          label="Financing"
          value={moneyText(trades.financing[row])}
          unit={manifest.quoteCurrency}
          explanation="Borrow and funding paid while it was held."
        />
        <Stat label="Bars held" value={trades.bars[row] == null ? 'still open' : countText(trades.bars[row])} />
      </div>
    </Panel>
  )
}

function TradeBars({ trade }: { readonly trade: BacktestTradeView }) {
  const theme = useThemeName()
  const { timeZone } = useSettings()
  const { bars, noBars, symbol, entryMs } = trade
  const option = useMemo(
    () => (bars === null ? null : tradeCandlesOption({ trade, bars, texts: eventTexts(timeZone), theme })),
    [trade, bars, timeZone, theme],
  )
  return (
    <Panel
      title="Bars"
      description={
        bars === null
          ? (noBars ?? '')
          : `${countText(bars.timeMs.length)} bars, ${timeZone}; shaded while it was held. Triangles: fills.`
      }
      actions={<ShowInData symbol={symbol} timeMs={entryMs} named={false} />}
    >
      {option === null ? null : (
        <Chart option={option} height={300} label="Candles around the trade; the same prices stand under Fills" />
      )}
    </Panel>
  )
}

function TradeFills({ trade, currency }: { readonly trade: BacktestTradeView; readonly currency: string }) {
  const { timeZone } = useSettings()
  return (
    <Panel title="Fills and costs" description={`Times ${timeZone}; fees in ${currency}`} flush>
      <Table.ScrollContainer minWidth={440} type="native">
        <Table verticalSpacing={3} fz="sm" className="fills">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Bar</Table.Th>
              <Table.Th>Side</Table.Th>
              <Table.Th>Why</Table.Th>
              <Table.Th ta="right">Units</Table.Th>
              <Table.Th ta="right">Market</Table.Th>
              <Table.Th ta="right">Paid</Table.Th>
              <Table.Th ta="right">Slip, bp</Table.Th>
              <Table.Th ta="right">Fee</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {trade.fills.map((fill) => (
              <Table.Tr key={fill.row}>
                <Table.Td>{timeText(fill.timeMs, timeZone)}</Table.Td>
                <Table.Td>{fill.side > 0 ? 'buy' : 'sell'}</Table.Td>
                <Table.Td>{fill.reason}</Table.Td>
                <Table.Td ta="right">{ratioText(fill.units, { digits: 4 })}</Table.Td>
                <Table.Td ta="right">{priceText(fill.reference)}</Table.Td>
                <Table.Td ta="right">{priceText(fill.price)}</Table.Td>
                <Table.Td ta="right">{ratioText(slipBps(fill), { digits: 1 })}</Table.Td>
                <Table.Td ta="right">{moneyText(fill.fee)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

/** What slippage, spread and impact cost, against the market's price. */
function slipBps({ side, price, reference }: BacktestTradeView['fills'][number]): number {
  return ((side * (price - reference)) / reference) * 10_000
}
