import { Alert, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Trouble } from '../../core/outcome/outcome.ts'
import { CopyText } from './CopyText.tsx'
import { TroubleHint } from './TroubleHint.tsx'
import { troubleText } from './troubleText.ts'
import { useTroubleWay } from './troubleWay.ts'

/** Expected trouble: message, what to do, code, and a button that copies all three. */
export function TroubleNote({ trouble, action }: { readonly trouble: Trouble; readonly action?: ReactNode }) {
  const way = useTroubleWay(trouble)
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="alert" className="trouble-note">
      <Text fw={600}>{trouble.message}</Text>
      <TroubleHint trouble={trouble} />
      <Group gap="sm" mt={6}>
        <code className="code">{trouble.code}</code>
        <CopyText text={troubleText(trouble)} label="Copy details" />
        {action ?? way?.action}
      </Group>
    </Alert>
  )
}
