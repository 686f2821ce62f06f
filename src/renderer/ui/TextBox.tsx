import type { ReactNode, Ref } from 'react'

type TextBoxProps = {
  readonly label: string
  readonly children: ReactNode
  readonly boxRef?: Ref<HTMLElement>
  readonly maxHeight?: number | string
}

/** Text as it is written (a log, a file), in a box that scrolls. */
export function TextBox({ label, children, boxRef, maxHeight = 420 }: TextBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reachable by keyboard
    <section ref={boxRef} className="text-box" aria-label={label} tabIndex={0} style={{ maxHeight }}>
      <pre>{children}</pre>
    </section>
  )
}
