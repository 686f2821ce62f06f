import { Alert, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Trouble } from '../../core/outcome/outcome.ts'
import { CopyText } from './CopyText.tsx'
import { troubleText } from './troubleText.ts'

/** Expected trouble: message, what to do, code, and a button that copies all three. */
export function TroubleNote({ trouble, action }: { readonly trouble: Trouble; readonly action?: ReactNode }) {
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="alert" className="trouble-note">
      <Text fw={600}>{trouble.message}</Text>
      {trouble.hint === '' ? null : <Text mt={2}>{trouble.hint}</Text>}
      <Group gap="sm" mt={6}>
        <code className="code">{trouble.code}</code>
        <CopyText text={troubleText(trouble)} label="Copy details" />
        {action}
      </Group>
    </Alert>
  )
}
