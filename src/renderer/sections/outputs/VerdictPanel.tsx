import { Alert, Table } from '@mantine/core'
import { IconCheck, IconFlask, IconX } from '@tabler/icons-react'
import type { GateResult, Summary } from '../../../core/contract/summary.ts'
import { syntheticLabel, verdictReason } from '../../../core/report/verdictText.ts'
import { countText, moneyText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { VerdictChip } from '../../ui/VerdictChip.tsx'

const NO_TRADES = 'No trades, or no complete month: there is nothing to compute it from.'

/** The verdict first, then the figures it rests on, then every gate. */
export function VerdictPanel({ summary }: { readonly summary: Summary }) {
  const synthetic = syntheticLabel(summary.synthetic)
  return (
    <Panel title="Verdict" description={verdictReason(summary)} actions={<VerdictChip verdict={summary.verdict} />}>
      {synthetic === null ? null : (
        <Alert color="grape" variant="light" icon={<IconFlask size={18} />} mb="sm" p="xs">
          {synthetic}
        </Alert>
      )}
      <Figures summary={summary} />
      <Gates gates={summary.gates} />
    </Panel>
  )
}

function Figures({ summary }: { readonly summary: Summary }) {
  const currency = summary.quoteCurrency
  const { placeboP, dsr, holdOut, calmar } = summary
  return (
    <div className="verdict-figures">
      <Stat
        label="Capital at the end"
        value={moneyText(summary.endEquity)}
        unit={currency}
        explanation={`Out of sample, after costs, from ${moneyText(summary.startCapital)} ${currency}.`}
      />
      <Stat
        label="Average month"
        value={summary.avgMonthlyProfit === null ? null : moneyText(summary.avgMonthlyProfit, { signed: true })}
        unit={currency}
        explanation="Mean profit of the complete calendar months of the stitched tests."
        why={NO_TRADES}
      />
      <Stat
        label="Worst drawdown"
        value={summary.maxDrawdown === null ? null : percentText(summary.maxDrawdown)}
        explanation="Largest fall from a peak, read at the ends of UTC days."
        why={NO_TRADES}
      />
      <Stat
        label="Calmar ratio"
        value={calmar === null ? null : ratioText(calmar)}
        explanation="Yearly return over the worst drawdown."
        why="No trades, or no drawdown to divide by."
      />
      <Stat
        label="Deflated Sharpe"
        value={dsr === null ? null : ratioText(dsr, { digits: 3 })}
        explanation={`Probability that the true Sharpe ratio exceeds the best one expected by luck from ${countText(summary.trials)} trials.`}
        why="Too few trades, or no spread among the trials."
      />
      <Stat
        label="Placebo p"
        value={placeboP === null ? null : ratioText(placeboP, { digits: 3 })}
        explanation="How often the same search finds as much where events are shifted in time."
        why="The placebo could not be computed."
      />
      <Stat
        label="Hold-out, net a trade"
        value={holdOut.netExpectancy === null ? null : percentText(holdOut.netExpectancy, { digits: 3, signed: true })}
        explanation={`The sealed last part of the data, from ${holdOut.start}; opened ${countText(holdOut.openings)} times on this data.`}
        why="No trade fell into the sealed hold-out."
      />
    </div>
  )
}

function Gates({ gates }: { readonly gates: readonly GateResult[] }) {
  return (
    <Table.ScrollContainer minWidth={640} type="native" mt="sm">
      <Table verticalSpacing={3} fz="sm" className="outputs-table gate-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Gate</Table.Th>
            <Table.Th ta="right">Value</Table.Th>
            <Table.Th>Needs</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {gates.map((gate) => (
            <Gate key={gate.id} gate={gate} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Gate({ gate }: { readonly gate: GateResult }) {
  return (
    <Table.Tr data-failed={!gate.pass || undefined}>
      <Table.Td className="gate-name">
        {gate.pass ? <IconCheck size={14} aria-hidden="true" /> : <IconX size={14} aria-hidden="true" />}
        {gate.id}
        <span className="visually-hidden">{gate.pass ? ' passed' : ' failed'}</span>
      </Table.Td>
      <Table.Td ta="right">{gateValue(gate)}</Table.Td>
      <Table.Td className="gate-needs">{gate.threshold}</Table.Td>
      <Table.Td>
        {gate.reason}
        {gate.pass ? null : <div className="gate-advice">What to do: {gate.advice}</div>}
      </Table.Td>
    </Table.Tr>
  )
}

/** A gate that asks for truth holds 1 or 0. */
function gateValue({ value, threshold }: GateResult): string {
  if (value === null) return 'n/a'
  if (threshold === 'is true') return value === 1 ? 'true' : 'false'
  return new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 }).format(value).replace('-', '−')
}
