import type { ReactNode } from 'react'

type EmptyStateProps = { readonly title: string; readonly text: ReactNode; readonly action?: ReactNode }

/** Nothing is here yet: why, and what to do next. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <h2 className="empty-title">{title}</h2>
      <div className="empty-text">{text}</div>
      {action === undefined ? null : <div className="empty-action">{action}</div>}
    </div>
  )
}
