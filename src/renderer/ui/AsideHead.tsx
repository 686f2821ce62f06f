import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useAsideKeys } from './useAsideKeys.ts'

type AsideHeadProps = {
  readonly title: ReactNode
  readonly text?: ReactNode
  /** What a row is: `event`. */
  readonly what: string
  onStep(rows: number): void
  onClose(): void
}

/** What is looked at closely, and the ways on: one up, one down in the table beside, and back. */
export function AsideHead({ title, text, what, onStep, onClose }: AsideHeadProps) {
  useAsideKeys(onStep, onClose)
  const button = { variant: 'default', size: 26 } as const
  return (
    <header className="aside-head">
      <div className="aside-words">
        <h2 className="aside-title">{title}</h2>
        {text === undefined ? null : <div className="aside-text">{text}</div>}
      </div>
      <ActionIcon {...button} aria-label={`Previous ${what}`} title={`Previous ${what} (←)`} onClick={() => onStep(-1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon {...button} aria-label={`Next ${what}`} title={`Next ${what} (→)`} onClick={() => onStep(1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon {...button} aria-label={`Close the ${what}`} title={`Close the ${what} (Esc)`} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </header>
  )
}
