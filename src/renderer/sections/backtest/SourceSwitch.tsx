import { SegmentedControl } from '@mantine/core'
import { usePlace } from '../../state/place.ts'
import { storedAddress } from './storedAddress.ts'

/** What the section speaks of: the stitched tests of a pipeline's run, or backtests that were run by themselves. */
export function SourceSwitch({ source }: { readonly source: 'run' | 'stored' }) {
  const { go } = usePlace()
  return (
    <SegmentedControl
      size="xs"
      className="backtest-source"
      aria-label="Where the backtest comes from"
      value={source}
      onChange={(next) => go({ at: next === 'stored' ? storedAddress({ backtestId: null, row: null }) : null })}
      data={[
        { value: 'run', label: 'Tests of the run' },
        { value: 'stored', label: 'Stored backtests' },
      ]}
    />
  )
}
