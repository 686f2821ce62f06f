import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { SpecDialog } from './SpecDialog.tsx'
import type { SpecKind } from './specFields.ts'

/** The way to a new backtest or sweep. */
export function NewSpec({ workspace, kind }: { readonly workspace: string; readonly kind: SpecKind }) {
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="compact-xs" leftSection={<IconPlus size={14} />} onClick={dialog.open}>
        New {kind}
      </Button>
      <SpecDialog workspace={workspace} kind={kind} opened={opened} onClose={dialog.close} />
    </>
  )
}
