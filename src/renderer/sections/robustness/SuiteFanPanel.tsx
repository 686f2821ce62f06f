import { useMemo } from 'react'
import { bootstrapFanOption } from '../../../core/charts/workbench/bootstrapFanOption.ts'
import type { RobustnessSuite } from '../../../core/contract/robustnessRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessView } from '../../../core/contract/workbench/robustnessViews.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, PAGE_NUMBERS, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'

type Returns = NonNullable<RobustnessSuite['returns']>

/** What the account could have become with other days of the same kind. */
export function SuiteFanPanel({ view: { manifest, suite } }: { readonly view: RobustnessView }) {
  const { returns, absent } = suite
  return (
    <Panel
      title="Luck of the days"
      style={{ gridColumn: '1 / -1' }}
      description={
        <Explained definition={DEFINITIONS.accountBootstrap.text}>
          {returns === null
            ? 'The same days, drawn anew in blocks'
            : `${countText(returns.resamples)} resamples of ${countText(returns.periods)} days, in blocks of ${ratioText(returns.meanBlock, { digits: 1 })} days on average`}
        </Explained>
      }
    >
      {returns === null ? (
        <EmptyState title="Not available" text={absent.returns ?? 'It was not made.'} />
      ) : (
        <>
          <ReturnFigures returns={returns} />
          <FanChart fan={returns.fan} currency={manifest.quoteCurrency} />
        </>
      )}
    </Panel>
  )
}

function ReturnFigures({
  returns: { lossProbability, sharpe, totalReturn, maxDrawdown },
}: {
  readonly returns: Returns
}) {
  const share = (value: number) => percentText(value, { digits: 1 })
  return (
    <div className="robustness-figures suite-figures">
      <Stat
        label="Ends with a loss"
        value={share(lossProbability)}
        explanation="Share of the resamples that end below the start capital."
      />
      <Stat
        label="Sharpe, 95 %"
        value={sharpe === null ? null : `${ratioText(sharpe.low)} to ${ratioText(sharpe.high)}`}
        explanation="Percentile interval of the annual Sharpe ratio across the resamples."
      />
      <Stat label="Return, 5 %" value={share(totalReturn.p5)} explanation="One resample in twenty returns less." />
      <Stat label="Return, median" value={share(totalReturn.p50)} />
      <Stat
        label="Drawdown, median"
        value={share(maxDrawdown.p50)}
        explanation="Half of the resamples fall further below a peak."
      />
      <Stat
        label="Drawdown, 95 %"
        value={share(maxDrawdown.p95)}
        explanation="One resample in twenty falls further below a peak."
      />
    </div>
  )
}

function FanChart({ fan, currency }: { readonly fan: Returns['fan']; readonly currency: string }) {
  const theme = useThemeName()
  const option = useMemo(
    () => bootstrapFanOption({ fan, currency, theme, numbers: PAGE_NUMBERS }),
    [fan, currency, theme],
  )
  return <Chart option={option} height={280} label="Equity as it happened among bands of equity from resampled days" />
}
