/** ISO 8601 in UTC with milliseconds, `2024-08-30T13:30:00.000Z`. `timeMs` must be finite and within ±8.64e15. */
export function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
