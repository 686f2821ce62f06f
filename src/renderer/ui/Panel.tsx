import { type CSSProperties, type ReactNode, useId } from 'react'

type PanelProps = {
  readonly title: string
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
  /** No padding around the content: for tables and charts that go to the edge. */
  readonly flush?: boolean
  readonly style?: CSSProperties
}

export function Panel({ title, description, actions, children, flush = false, style }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id} style={style}>
      <header className="panel-head">
        <div className="panel-words">
          <h2 id={id} className="panel-title">
            {title}
          </h2>
          {description === undefined ? null : <div className="panel-description">{description}</div>}
        </div>
        {actions === undefined ? null : <div className="panel-actions">{actions}</div>}
      </header>
      <div className={flush ? 'panel-body panel-body-flush' : 'panel-body'}>{children}</div>
    </section>
  )
}
