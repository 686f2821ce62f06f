import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { DiscoveryDialog } from './DiscoveryDialog.tsx'

/** The way to a new discovery. */
export function NewDiscovery({ workspace }: { readonly workspace: string }) {
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="compact-xs" leftSection={<IconPlus size={14} />} onClick={dialog.open}>
        New discovery
      </Button>
      <DiscoveryDialog workspace={workspace} opened={opened} onClose={dialog.close} />
    </>
  )
}
