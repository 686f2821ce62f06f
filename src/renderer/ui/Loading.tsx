import { Loader } from '@mantine/core'

export function Loading({ label = 'Loading' }: { readonly label?: string }) {
  return (
    <output className="loading">
      <Loader size={16} aria-hidden="true" />
      <span>{label}…</span>
    </output>
  )
}
