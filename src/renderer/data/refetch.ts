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

const unusableListeners = new Set<(workspace: string) => void>()
const UNUSABLE: readonly string[] = ['workspace-missing', 'manifest-missing', 'manifest-invalid', 'workspace-too-new']

/** An answer said that a workspace is gone or cannot be used: whoever shows it as a whole looks at it again. */
export function tellUnusable(code: string, input: unknown): void {
  if (!UNUSABLE.includes(code)) return
  if (typeof input !== 'object' || input === null || !('workspace' in input)) return
  const { workspace } = input
  if (typeof workspace === 'string') for (const listener of [...unusableListeners]) listener(workspace)
}

export function onUnusable(listener: (workspace: string) => void): () => void {
  unusableListeners.add(listener)
  return () => {
    unusableListeners.delete(listener)
  }
}
