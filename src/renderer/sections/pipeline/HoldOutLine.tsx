import { Anchor, Text } from '@mantine/core'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { usePlace } from '../../state/place.ts'
import { timeText } from '../../ui/timeText.ts'

/** Where the sealed hold-out begins, or that the first run seals it; the section Data tells more. */
export function HoldOutLine({ workspace }: { readonly workspace: string }) {
  const { go } = usePlace()
  const { timeZone } = useSettings()
  const sealed = useCall('holdOut.list', { workspace })
  if (sealed.value === null) return null
  const rows = sealed.value.map(
    ({ symbols, from }) => `${symbols.split('+').join(', ')} from ${timeText(from, timeZone)} ${timeZone} on`,
  )
  const words =
    rows.length === 0
      ? 'No hold-out is sealed yet: the first run seals the last fifth of the bars, for ever.'
      : `Sealed: ${rows.join('; ')}.`
  return (
    <Text size="xs" c="dimmed" mb="sm">
      {words}{' '}
      <Anchor component="button" type="button" size="xs" onClick={() => go({ section: 'data', at: null })}>
        {rows.length === 0 ? 'Seal it in Data' : 'Hold-out in Data'}
      </Anchor>
    </Text>
  )
}
