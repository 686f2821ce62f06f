import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

export function CopyText({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) {
  const clipboard = useClipboard({ timeout: 1_500 })
  const icon = clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />
  return (
    <Button variant="default" size="compact-xs" leftSection={icon} onClick={() => clipboard.copy(text)}>
      {clipboard.copied ? 'Copied' : label}
    </Button>
  )
}
