/** The `most` values that were asked for last, by key. */
export type RecentValues<T> = {
  get(key: string): T | undefined
  set(key: string, value: T): void
}

export function recentValues<T>(most: number): RecentValues<T> {
  const held = new Map<string, T>()
  const set = (key: string, value: T) => {
    held.delete(key)
    held.set(key, value)
    for (const oldest of held.keys()) if (held.size > most) held.delete(oldest)
  }
  return {
    set,
    get: (key) => {
      const value = held.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
  }
}
