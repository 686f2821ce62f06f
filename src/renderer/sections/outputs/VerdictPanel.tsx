import { Alert, Button } from '@mantine/core'
import { IconFlask, IconX } from '@tabler/icons-react'
import type { GateResult, Summary } from '../../../core/contract/summary.ts'
import { syntheticLabel, verdictReason } from '../../../core/report/verdictText.ts'
import { usePlace } from '../../state/place.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, moneyText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { VerdictChip } from '../../ui/VerdictChip.tsx'

const NO_TRADES = 'No trades, or no complete month: there is nothing to compute it from.'

/** The verdict first, then the figures it rests on, then how the gates stand. */
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
        why="No trades, no drawdown to divide by, or under a year of tests: not extrapolated."
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

/** How many pass and which do not; what each asks, found and advises stands in Robustness. */
function Gates({ gates }: { readonly gates: readonly GateResult[] }) {
  const { go } = usePlace()
  const failed = gates.filter((gate) => !gate.pass)
  return (
    <div className="gate-summary">
      <span>
        <strong>
          {countText(gates.length - failed.length)} of {countText(gates.length)} gates pass
        </strong>
        {failed.length === 0 ? '.' : '; these fail:'}
      </span>
      {failed.map((gate) => (
        <span key={gate.id} className="gate-failed">
          <IconX size={14} aria-hidden="true" />
          <Explained definition={gate.reason}>{gate.id}</Explained>
        </span>
      ))}
      <Button size="compact-xs" variant="default" onClick={() => go({ section: 'robustness' })}>
        See every gate in Robustness
      </Button>
    </div>
  )
}
