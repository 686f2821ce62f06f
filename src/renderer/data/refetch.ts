type Listener = (workspace: string | null) => void
const listeners = new Set<Listener>()

/** What is shown of this workspace (null: of the home) may have changed: whoever shows it asks again. */
export function refetch(workspace: string | null): void {
  for (const listener of [...listeners]) listener(workspace)
}

export function onRefetch(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
