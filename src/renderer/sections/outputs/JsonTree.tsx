import type { ReactNode } from 'react'

type JsonTreeProps = { readonly name: string; readonly value: unknown; readonly depth?: number }

const OPEN_TO_DEPTH = 1

/** A JSON document as a tree that opens and closes, by mouse and keyboard. */
export function JsonTree({ name, value, depth = 0 }: JsonTreeProps): ReactNode {
  if (typeof value !== 'object' || value === null)
    return (
      <div className="json-leaf">
        <span className="json-key">{name}</span>
        <span className="json-value" data-kind={value === null ? 'null' : typeof value}>
          {leafText(value)}
        </span>
      </div>
    )
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value)
  return (
    <details className="json-node" open={depth < OPEN_TO_DEPTH}>
      <summary>
        <span className="json-key">{name}</span>
        <span className="json-size">{sizeOf(entries.length, Array.isArray(value))}</span>
      </summary>
      <div className="json-inside">
        {entries.map(([key, part]) => (
          <JsonTree key={key} name={labelOf(key, part)} value={part} depth={depth + 1} />
        ))}
      </div>
    </details>
  )
}

/** An entry of a list that has an id is named by it. */
function labelOf(key: string, part: unknown): string {
  if (typeof part !== 'object' || part === null || !('id' in part) || typeof part.id !== 'string') return key
  return `${key} · ${part.id}`
}

function sizeOf(count: number, isList: boolean): string {
  if (isList) return count === 1 ? '1 entry' : `${count} entries`
  return count === 1 ? '1 field' : `${count} fields`
}

function leafText(value: unknown): string {
  if (value === null) return 'null'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
