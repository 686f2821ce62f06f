import { Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Trouble } from '../../core/outcome/outcome.ts'
import { CopyText } from './CopyText.tsx'
import { TroubleHint } from './TroubleHint.tsx'
import { troubleText } from './troubleText.ts'
import { useTroubleWay } from './troubleWay.ts'

/** A notification that stays until it is closed. The same trouble again takes the place of the first. */
export function showTrouble(trouble: Trouble): void {
  const id = troubleText(trouble)
  notifications.hide(id)
  notifications.show({
    id,
    color: 'orange',
    icon: <IconAlertTriangle size={18} />,
    title: trouble.message,
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close this notice' },
    message: (
      <>
        <TroubleHint trouble={trouble} />
        <Group gap="sm" mt={6}>
          <code className="code">{trouble.code}</code>
          <CopyText text={troubleText(trouble)} label="Copy details" />
          <WayButton trouble={trouble} />
        </Group>
      </>
    ),
  })
}

function WayButton({ trouble }: { readonly trouble: Trouble }) {
  return useTroubleWay(trouble)?.action
}
