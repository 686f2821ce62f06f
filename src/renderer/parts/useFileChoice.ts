import { useCallback, useEffect, useRef, useState } from 'react'
import type { Outcome, Trouble } from '../../core/outcome/outcome.ts'
import { type PickedFile, useHost } from '../data/host.ts'

/** Of files with rows. */
export const TABLE_ENDINGS: readonly string[] = ['csv', 'gz', 'txt', 'tsv', 'parquet']

export type FileChoice = {
  /** How much of the file the engine has, from 0 to 1; null: none is on its way. */
  readonly share: number | null
  readonly trouble: Trouble | null
  choose(): void
  take(file: File): void
  stop(): void
}

/** A file of the person's machine comes to where the engine can read it; whoever asks last wins. */
export function useFileChoice(endings: readonly string[], onPicked: (file: PickedFile) => void): FileChoice {
  const host = useHost()
  const [share, setShare] = useState<number | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const going = useRef<AbortController | null>(null)
  const told = useRef(onPicked)
  told.current = onPicked

  const stop = useCallback(() => {
    going.current?.abort()
    going.current = null
    setShare(null)
  }, [])
  const follow = useCallback(
    async (work: (onProgress: (share: number) => void, signal: AbortSignal) => Promise<Outcome<PickedFile | null>>) => {
      stop()
      const own = new AbortController()
      going.current = own
      setTrouble(null)
      const outcome = await work((done) => going.current === own && setShare(done), own.signal)
      if (going.current !== own) return
      stop()
      if (!outcome.ok) setTrouble(outcome.trouble)
      else if (outcome.value !== null) told.current(outcome.value)
    },
    [stop],
  )
  const choose = useCallback(
    () => void follow((onProgress, signal) => host.pickFile(endings, onProgress, signal)),
    [follow, host, endings],
  )
  const take = useCallback(
    (file: File) => {
      const { takeFile } = host
      if (takeFile !== null) void follow((onProgress, signal) => takeFile(file, onProgress, signal))
    },
    [follow, host],
  )
  useEffect(() => stop, [stop])
  return { share, trouble, choose, take, stop }
}
