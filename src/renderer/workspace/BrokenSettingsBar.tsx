import { Button } from '@mantine/core'
import { useCall } from '../data/useCall.ts'
import { usePlace } from '../state/place.ts'

/** Stands over everything until the person has seen, in the Settings, what became of theirs. */
export function BrokenSettingsBar() {
  const { value } = useCall('settings.broken', {})
  const { section, go } = usePlace()
  if (value === null || section === 'settings') return null
  return (
    <div className="link-bar" role="alert">
      <span>The file with your settings could not be used, so the defaults count. It is kept as {value.path}.</span>
      <Button size="compact-xs" variant="default" onClick={() => go({ section: 'settings' })}>
        Go to Settings
      </Button>
    </div>
  )
}
