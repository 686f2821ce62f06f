import { SegmentedControl } from '@mantine/core'
import { usePlace } from '../../state/place.ts'

/** What the section speaks of. */
export function ModelSource({ source }: { readonly source: 'run' | 'trained' }) {
  const { go } = usePlace()
  return (
    <SegmentedControl
      size="xs"
      className="model-views"
      aria-label="Where the models come from"
      value={source}
      onChange={(at) => go({ at })}
      data={[
        { value: 'run', label: 'Filters of the run' },
        { value: 'trained', label: 'Trained models' },
      ]}
    />
  )
}
