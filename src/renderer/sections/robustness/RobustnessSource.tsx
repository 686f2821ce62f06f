import { SegmentedControl } from '@mantine/core'
import { usePlace } from '../../state/place.ts'
import { suiteAddress } from './suiteAddress.ts'

/** What the section speaks of: the tests of a pipeline's run, or those of a backtest that was run by itself. */
export function RobustnessSource({ source }: { readonly source: 'run' | 'stored' }) {
  const { go } = usePlace()
  return (
    <SegmentedControl
      size="xs"
      className="robustness-source"
      aria-label="What is tested: a run or a stored backtest"
      value={source}
      onChange={(next) => go({ at: next === 'stored' ? suiteAddress({ backtestId: null }) : null })}
      data={[
        { value: 'run', label: 'Tests of the run' },
        { value: 'stored', label: 'Stored backtests' },
      ]}
    />
  )
}
