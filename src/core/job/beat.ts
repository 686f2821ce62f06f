/** Pulse and brake: reports progress of the running unit of work, and throws `Cancelled` when asked to stop. */
export type Beat = (done: number, total: number, note: string) => void

export const silentBeat: Beat = () => {}
