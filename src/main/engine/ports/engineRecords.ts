import type { Outcome } from '../../../core/outcome/outcome.ts'

/** How a running engine is reached from this machine: `http://127.0.0.1:<port>`, opened with the token. */
export type EngineAddress = { readonly port: number; readonly token: string }
export type EngineRecord = EngineAddress & { readonly pid: number; readonly startedMs: number }

/** One engine a home. `<home>/engine.json` stands there, readable by its owner only, while it runs. */
export interface EngineRecords {
  /** The engine that holds the home now; null where there is none, or where its process is gone. */
  running(): EngineRecord | null
  /** Error: `engine-running`, where another holds the home; otherwise as `WorkspaceLocks`. */
  hold(): Outcome<HeldEngine>
}

export type HeldEngine = {
  /** Tells others how to reach it. Errors: `not-writable`, `disk-full`. */
  publish(address: EngineAddress): Outcome<void>
  /** The secret by which an earlier engine of this home knew the pages at that port; null where there is none, or none that can be trusted still. */
  keptSession(port: number): string | null
  /** For the engine after this one. Readable by its owner only. Errors: `not-writable`, `disk-full`. */
  keepSession(port: number, secret: string): Outcome<void>
  /** Takes the record away; another engine may follow. */
  release(): void
}
