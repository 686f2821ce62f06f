import type { TimeSpan } from '../../../core/contract/download.ts'
import type { CandlesView } from '../../../core/contract/workbench/views.ts'

/** What is asked of the engine: the visible span with as much again on both sides, so that a drag has somewhere to go. */
export type WindowAsk = TimeSpan & { readonly most: number }

const PIXELS_A_CANDLE = 5
const SPANS_LOADED = 3
const MOST_ASKED = 4_000
const LEAST_ASKED = 60

/** A window is exchanged before its edge comes into sight. */
const EDGE_SHARE = 0.25

export function wholeSpan({ firstMs, lastMs, intervalMs }: CandlesView): TimeSpan {
  return { fromMs: firstMs, toMs: lastMs + intervalMs }
}

export function windowAsk(visible: TimeSpan, whole: TimeSpan, widthPixels: number): WindowAsk {
  const spanMs = visible.toMs - visible.fromMs
  const fromMs = Math.floor(Math.max(whole.fromMs, visible.fromMs - spanMs))
  const toMs = Math.ceil(Math.min(whole.toMs, visible.toMs + spanMs))
  const spans = spanMs > 0 ? (toMs - fromMs) / spanMs : SPANS_LOADED
  const most = Math.round((widthPixels / PIXELS_A_CANDLE) * Math.max(1, spans))
  return { fromMs, toMs, most: Math.min(MOST_ASKED, Math.max(LEAST_ASKED, most)) }
}

/**
 * Whether what is loaded no longer does for what is visible: an edge is near, or its candles are coarser than the bars allow and than the
 * screen could show, or many times finer than needed.
 */
export function needsWindow(
  loaded: WindowAsk,
  stepBars: number,
  visible: TimeSpan,
  whole: TimeSpan,
  widthPixels: number,
): boolean {
  const wanted = windowAsk(visible, whole, widthPixels)
  const roomMs = (visible.toMs - visible.fromMs) * EDGE_SHARE
  const nearLeft = loaded.fromMs > whole.fromMs && visible.fromMs - loaded.fromMs < roomMs
  const nearRight = loaded.toMs < whole.toMs && loaded.toMs - visible.toMs < roomMs
  if (nearLeft || nearRight) return true
  const finer = spacing(loaded) / spacing(wanted)
  return (finer > 1.5 && stepBars > 1) || finer < 0.5
}

function spacing({ fromMs, toMs, most }: WindowAsk): number {
  return (toMs - fromMs) / most
}

/** The visible span that shows `target` with its surroundings, kept inside the series. */
export function spanAround(target: TimeSpan, whole: TimeSpan, intervalMs: number): TimeSpan {
  const lengthMs = Math.max(target.toMs - target.fromMs, intervalMs)
  const sideMs = Math.max(lengthMs, 60 * intervalMs)
  return shifted({ fromMs: target.fromMs - sideMs, toMs: target.toMs + sideMs }, whole)
}

/** The same length, moved into `whole`; `whole` itself where it is longer. */
export function shifted(span: TimeSpan, whole: TimeSpan): TimeSpan {
  const lengthMs = Math.min(span.toMs - span.fromMs, whole.toMs - whole.fromMs)
  const fromMs = Math.min(Math.max(span.fromMs, whole.fromMs), whole.toMs - lengthMs)
  return { fromMs, toMs: fromMs + lengthMs }
}
