/** What the main process tells the engine's process; `page` brings a port. */
export type EngineOrder =
  | { readonly kind: 'open'; readonly home: string; readonly page: string; readonly program: string }
  | { readonly kind: 'page'; readonly id: number }
  | { readonly kind: 'stop' }

/** Whether the port of that number is served; `reason` is empty then. */
export type EngineAnswer = { readonly id: number; readonly reason: string }

export function isEngineAnswer(message: unknown): message is EngineAnswer {
  return typeof message === 'object' && message !== null && 'id' in message && 'reason' in message
}
