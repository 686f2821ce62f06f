import type { Outcome } from '../../../core/outcome/outcome.ts'

/** What does the heavy computing of a kind of work: compiled code, or the JavaScript that gives the same results more slowly. */
export type KernelsInUse = { readonly work: string; readonly kind: 'wasm' | 'javascript' }

/** What `doctor` asks of the machine. */
export interface Machine {
  nodeVersion(): string
  /** Loads a package by name; the value is its version. Error: `module-missing`. */
  loadPackage(name: string): Promise<Outcome<string>>
  /** Creates the folder where it is missing, writes and removes a file in it. */
  tryWrite(folder: string): Outcome<void>
  freeDiskBytes(folder: string): number | null
  cores(): number
  totalMemoryBytes(): number
  freeMemoryBytes(): number
  /** New York's offset from UTC in minutes at an instant, by the machine's own zone data; null where it has none. */
  newYorkOffsetMinutes(instantMs: number): number | null
  hasFont(): boolean
  kernels(): Promise<readonly KernelsInUse[]>
}
