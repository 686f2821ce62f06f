import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import { countWords } from '../../../core/time/countWords.ts'
import { windowWords } from '../../data/windowWords.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'

/** The verdict in words, on what it was asked, and whether the columns that it reads look ahead. */
export function FoundPanel({ view }: { readonly view: DiscoveryView }) {
  const { manifest, verdict, words, stages, trials, leakCheck } = view
  const { symbols, interval, bars, firstTime, lastTime, synthetic, sensors } = manifest
  const skipped = stages.filter(({ state }) => state === 'skipped').map(({ stage }) => stage)
  const told = [...manifest.warnings, ...manifest.notes].filter((note, at, all) => all.indexOf(note) === at)
  const failures = leakCheck?.failures ?? []
  return (
    <Panel
      title="What was found"
      description={`${symbols.join(' + ')} ${interval}, ${firstTime.slice(0, 10)} to ${lastTime.slice(0, 10)}, ${countWords(bars, 'bar')}; sensors: ${sensors.map(({ column }) => column).join(', ') || 'none'}${synthetic === null ? '' : '; synthetic data'}`}
    >
      <p className="discovery-verdict" style={{ marginTop: 0 }}>
        {verdict}
      </p>
      <ul className="discovery-words panel-description">
        {[...words.slice(2), ...told.map(windowWords)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {failures.length === 0 ? null : (
        <Alert
          color="orange"
          variant="light"
          icon={<IconAlertTriangle size={16} />}
          title={`The leak check failed for ${countText(failures.length)} of ${countWords(leakCheck?.columns ?? 0, 'column')}: no candidate stands`}
          mb="sm"
        >
          {failures.slice(0, 12).join(', ')}
        </Alert>
      )}
      <TriedBefore trials={trials} />
      <div className="discovery-stats">
        <Stat
          label="Leak check"
          value={leakCheck === null ? null : failures.length === 0 ? 'passed' : 'failed'}
          unit={leakCheck === null ? undefined : countWords(leakCheck.columns, 'column')}
          tone={failures.length === 0 ? 'plain' : 'loss'}
          explanation={`Every column of events and states is computed again on bars that are cut off or garbled after a time. One that changes before that time looks ahead. ${countText(leakCheck?.silent.length)} of them said the same of every bar looked at, so that the check proves little of these.`}
          why="It was not done, so that nothing here may be called a candidate."
        />
        <Stat
          label="Trials, this one"
          value={countText(trials?.own)}
          explanation="Every declared hypothesis is a trial in the ledger of its symbol, recorded before it was tested."
          why="The ledger of this discovery was not kept."
        />
        <Stat
          label="Trials, all then"
          value={countText(trials?.all)}
          explanation={`On these symbols: ${countText(trials?.before)} were recorded before it began. Whoever has tried much already finds more by luck.`}
          why="The ledger of this discovery was not kept."
        />
      </div>
      {skipped.length === 0 ? null : (
        <div className="panel-description" style={{ marginTop: 8 }}>
          <Explained definition="Switched off, or it needs one that is.">Stages not done</Explained>:{' '}
          {skipped.join(', ')}
        </div>
      )}
    </Panel>
  )
}

/** q pays for the hypotheses of its own discovery, not for those that were looked at before it was narrowed. */
function TriedBefore({ trials }: Pick<DiscoveryView, 'trials'>) {
  if (trials === null || trials.before === 0) return null
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle size={16} />}
      title={`${countWords(trials.before, 'trial')} had been recorded on these symbols before`}
      mb="sm"
    >
      q pays for the hypotheses of this discovery alone. Where they were chosen by what an earlier one showed, it is too
      good: only bars that nobody has looked at can tell.
    </Alert>
  )
}
