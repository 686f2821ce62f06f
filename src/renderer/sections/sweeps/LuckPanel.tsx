import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import { windowWords } from '../../data/windowWords.ts'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'

/** The best one found beside what luck alone would have found among as many. */
export function LuckPanel({ view: { summary, manifest } }: { readonly view: SweepView }) {
  const { trials, bestSharpe, expectedBestByLuck, evaluated, withoutValue, brokeConstraints, notes, leftOut } = summary
  const { base } = manifest
  const told = [...base.warnings, ...notes, ...manifest.notes].filter((note, at, all) => all.indexOf(note) === at)
  return (
    <Panel
      title="Found, beside luck"
      description={`${base.strategy.id} on ${base.instruments.join(' + ')} ${base.interval}, ${base.firstTime.slice(0, 10)} to ${base.lastTime.slice(0, 10)}; ranked by ${manifest.objective}${base.synthetic === null ? '' : '; synthetic data'}`}
    >
      <div className="sweeps-verdict">{luckSentence(bestSharpe, expectedBestByLuck)}</div>
      <div className="sweeps-stats">
        <Stat
          label="Best Sharpe ratio"
          value={ratioText(bestSharpe)}
          unit="a year"
          explanation="Of the best configuration, of UTC-day returns, times the square root of 365. It was chosen among all trials, so it is no estimate of what comes."
          why="No configuration keeps the constraints and has one."
        />
        <Stat
          label="Best by luck alone"
          value={ratioText(expectedBestByLuck)}
          unit="a year"
          explanation="Best Sharpe ratio that as many trials without any skill are expected to show, by the spread of the ratios found (Bailey & López de Prado 2014)."
          why="The spread of the Sharpe ratios across the trials is not known."
        />
        <Stat
          label="Trials counted"
          value={countText(trials.all)}
          explanation={`In the ledger on these symbols: ${countText(trials.own)} of this sweep, every fold included, and ${countText(trials.before)} before it.`}
        />
        <Stat label="Evaluated" value={countText(evaluated)} explanation="Configurations on the whole range." />
        <Stat
          label="Without a value"
          value={countText(withoutValue)}
          explanation="Configurations whose objective cannot be computed, as where nothing was traded."
        />
        <Stat
          label="Broke a constraint"
          value={countText(brokeConstraints)}
          explanation={`Constraints: ${
            Object.entries(manifest.constraints)
              .map(([name, bound]) => `${name} ${bound}`)
              .join(', ') || 'none'
          }.`}
        />
        {leftOut === null || leftOut === 0 ? null : (
          <Stat
            label="Left out"
            value={countText(leftOut)}
            explanation="Points of the grid whose parameters make no sense together, such as a fast average that is not faster, or that are the same run as another point, such as one that differs in a parameter that its sizing does not read."
          />
        )}
      </div>
      {told.length === 0 ? null : (
        <ul className="sweeps-notes panel-description">
          {told.map((note) => (
            <li key={note}>{windowWords(note)}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function luckSentence(best: number | null, luck: number | null): string {
  if (best === null) return 'No configuration has a Sharpe ratio and keeps the constraints.'
  if (luck === null) return 'What luck alone would show cannot be told: the spread of the trials is not known.'
  return best > luck
    ? 'The best one is above what luck alone is expected to show. The gates and unseen data decide, not this.'
    : 'The best one is no better than what luck alone is expected to show among as many trials.'
}
