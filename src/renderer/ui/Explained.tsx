import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

/** A word with its definition: on hover, on focus, and for readers of the screen. Without a definition it is the word alone. */
export function Explained({
  definition,
  children,
}: {
  readonly definition?: string | undefined
  readonly children: ReactNode
}) {
  if (!definition) return children
  return (
    <Tooltip
      label={definition}
      multiline
      maw={340}
      withArrow
      openDelay={250}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard */}
      <span className="explained" tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  )
}
