export function groupedCount(count: number): string {
  return count.toFixed(0).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

/** A fraction as percent with one digit; what is not nothing never reads 0.0 %. */
export function shareWords(fraction: number): string {
  const percent = fraction * 100
  return percent > 0 && percent < 0.05 ? 'less than 0.1 %' : `${percent.toFixed(1)} %`
}

/** `2024-03-01 14:00` UTC. */
export function timeWords(timeMs: number): string {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ') : 'no time'
}
