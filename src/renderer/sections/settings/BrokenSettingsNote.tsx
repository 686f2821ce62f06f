import { Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { CopyText } from '../../ui/CopyText.tsx'

/** Settings that could not be used were not thrown away: where they lie, and why the defaults count. */
export function BrokenSettingsNote() {
  const { value } = useCall('settings.broken', {})
  const dismiss = useAction('settings.dismissBroken')
  if (value === null) return null
  const putAside = async () => {
    const moved = await dismiss.run({})
    if (moved.ok)
      notifications.show({
        title: 'The broken settings were put aside',
        message: `They lie in ${moved.value.movedTo}`,
        autoClose: 15_000,
        closeButtonProps: { 'aria-label': 'Close this notice' },
      })
  }
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
      <Text fw={600}>The file with your settings could not be used, so the defaults count.</Text>
      <Text mt={2}>
        {value.reason} Nothing was thrown away: the file is kept under another name. Set below what you had, and save.
      </Text>
      <Group gap="sm" mt={6}>
        <code className="code wrap-anywhere">{value.path}</code>
        <CopyText text={value.path} label="Copy path" />
        <Button size="compact-xs" variant="default" loading={dismiss.running} onClick={() => void putAside()}>
          I have seen it
        </Button>
      </Group>
    </Alert>
  )
}
