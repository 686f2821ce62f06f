/** Of the engine's WebAssembly, which Node's types leave out, what is used here. */
export type Memory = { readonly buffer: SharedArrayBuffer; readonly grow: (pages: number) => number }
type WebAssemblyOfEngine = {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

export const { WebAssembly: wasmEngine } = globalThis as unknown as { readonly WebAssembly: WebAssemblyOfEngine }
export const PAGE_BYTES = 65_536
export const MOST_PAGES = 65_536
