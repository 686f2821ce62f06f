import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { DEFINITIONS } from '../../core/contract/workbench/definitions.ts'
import type { EventView, FillView } from '../../core/contract/workbench/exploreViews.ts'
import { useSettings } from '../data/useSettings.ts'
import { Explained } from '../ui/Explained.tsx'
import { moneyText, percentText } from '../ui/numberText.ts'
import { Panel } from '../ui/Panel.tsx'
import { timeText } from '../ui/timeText.ts'
import { priceText } from './eventTexts.ts'
import { EXIT_WORDS, noTradeText } from './eventWords.ts'
import './parts.css'

/** Of what a trade had in the market: its notional, in what currency. Null: an event alone, which had nothing. */
export type Stake = { readonly notional: number; readonly currency: string }

type FillsPanelProps = { readonly event: EventView; readonly stake: Stake | null }

/** What was bought and sold at which price, what it cost, and what was left. */
export function FillsPanel({ event, stake }: FillsPanelProps) {
  const { outcome } = event
  const { timeZone } = useSettings()
  if (outcome === null) return <Panel title="Fills and costs">{noTradeText(event.noTrade)}</Panel>
  return (
    <Panel
      title="Fills and costs"
      description={
        stake === null
          ? `What a trade on it would have made. Times ${timeZone}; percent of the notional.`
          : `Times ${timeZone}; percent of the notional, ${moneyText(stake.notional, { currency: stake.currency })}.`
      }
      flush
    >
      <Table.ScrollContainer minWidth={420} type="native">
        <Table verticalSpacing={3} fz="sm" className="fills">
          <Fills fills={outcome.fills} timeZone={timeZone} />
          <Sum outcome={outcome} stake={stake} />
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

function Fills({ fills, timeZone }: { readonly fills: readonly FillView[]; readonly timeZone: string }) {
  return (
    <>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Fill</Table.Th>
          <Table.Th>Bar</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th ta="right">Price</Table.Th>
          <Table.Th ta="right">
            <Explained definition="Fee and slippage of this fill, of its own notional.">Cost</Explained>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fills.map((fill) => (
          <Table.Tr key={`${fill.symbol} ${fill.reason}`}>
            <Table.Td>
              {fill.side > 0 ? 'buy' : 'sell'} {fill.symbol}
            </Table.Td>
            <Table.Td>{timeText(fill.timeMs, timeZone)}</Table.Td>
            <Table.Td>{fill.reason === 'entry' ? 'entry' : EXIT_WORDS[fill.reason]}</Table.Td>
            <Table.Td ta="right">{priceText(fill.price)}</Table.Td>
            <Table.Td ta="right">{percentText(fill.costFraction, { digits: 3 })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </>
  )
}

type SumProps = { readonly outcome: NonNullable<EventView['outcome']>; readonly stake: Stake | null }

function Sum({ outcome, stake }: SumProps) {
  const { grossReturn, netReturn, sideCosts, borrowCost } = outcome
  const rows = [
    ['grossReturn', grossReturn],
    ['sideCosts', -sideCosts],
    ['borrowCost', -borrowCost],
    ['netReturn', netReturn],
  ] as const
  return (
    <Table.Tfoot>
      {rows.map(([definition, fraction]) => (
        <SumRow key={definition} definition={definition} fraction={fraction} stake={stake} />
      ))}
    </Table.Tfoot>
  )
}

type SumRowProps = {
  readonly definition: 'grossReturn' | 'sideCosts' | 'borrowCost' | 'netReturn'
  readonly fraction: number
  readonly stake: Stake | null
}

function SumRow({ definition, fraction, stake }: SumRowProps): ReactNode {
  const { name, text, unit } = DEFINITIONS[definition]
  const isNet = definition === 'netReturn'
  const tone = fraction < 0 ? 'loss' : 'gain'
  const money = stake === null ? '' : moneyText(fraction * stake.notional, { signed: true, currency: stake.currency })
  return (
    <Table.Tr className="fills-sum" data-net={isNet || undefined}>
      <Table.Td colSpan={3}>
        <Explained definition={`${text} Unit: ${unit}.`}>{name}</Explained>
      </Table.Td>
      <Table.Td ta="right">{money}</Table.Td>
      <Table.Td ta="right" className="toned" data-tone={isNet ? tone : undefined}>
        {percentText(fraction, { digits: 3, signed: true })}
      </Table.Td>
    </Table.Tr>
  )
}
