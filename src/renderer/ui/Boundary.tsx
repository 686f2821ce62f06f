import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { TroubleNote } from './TroubleNote.tsx'

type BoundaryProps = {
  readonly children: ReactNode
  readonly what: string
  /** Where it changes, a part that failed is tried again. */
  readonly again?: number
  /** Once what failed is shown no more, and before it is tried again. */
  onCaught?(): void
}
type BoundaryState = { readonly error: Error | null }

/** A bug in a part of the page ends there: it says what happened, and the rest goes on. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error(`${error}`) }
  }

  override componentDidCatch(): void {
    this.props.onCaught?.()
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.error !== null && before.again !== this.props.again) this.setState({ error: null })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    const trouble = {
      code: 'page-error',
      message: `${this.props.what} could not be shown: ${error.message}`,
      hint: 'This is a fault of the page; nothing was lost. Try again, or reload the page.',
    }
    const again = (
      <Button variant="default" size="compact-xs" onClick={() => this.setState({ error: null })}>
        Try again
      </Button>
    )
    return <TroubleNote trouble={trouble} action={again} />
  }
}
