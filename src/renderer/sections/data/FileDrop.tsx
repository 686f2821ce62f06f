import { Stack } from '@mantine/core'
import { type DragEvent, type ReactNode, useState } from 'react'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useHost } from '../../data/host.ts'
import { showTrouble } from '../../ui/showTrouble.tsx'

type FileDropProps = { readonly refusal: Trouble | null; onFile(file: File): void; readonly children: ReactNode }

/** Where a file may be let fall, also on a dialog opened from here. */
export function FileDrop({ refusal, onFile, children }: FileDropProps) {
  const { takeFile } = useHost()
  const [over, setOver] = useState(0)
  if (takeFile === null) return <Stack gap="sm">{children}</Stack>
  const only = (work: (event: DragEvent) => void) => (event: DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) work(event)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(0)
    const file = event.dataTransfer.files[0]
    if (file === undefined) return
    if (refusal === null) onFile(file)
    else showTrouble(refusal)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the button "Choose a file"
    <div
      className="data-drop"
      onDragEnter={only(() => setOver((count) => count + 1))}
      onDragLeave={only(() => setOver((count) => Math.max(0, count - 1)))}
      onDragOver={only((event) => event.preventDefault())}
      onDrop={only(drop)}
    >
      <Stack gap="sm" style={{ minWidth: 0 }}>
        {children}
      </Stack>
      {over > 0 ? (
        <div className="data-drop-note">{refusal === null ? 'Drop the file to import it' : refusal.message}</div>
      ) : null}
    </div>
  )
}
