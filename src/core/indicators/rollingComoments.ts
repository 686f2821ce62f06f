import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

/** Sums of products of deviations from the window's own means. */
export type RollingComoments = {
  readonly meanX: Float64Array
  readonly meanY: Float64Array
  readonly xx: Float64Array
  readonly yy: Float64Array
  readonly xy: Float64Array
}

type Moments = { meanX: number; meanY: number; xx: number; yy: number; xy: number }

function restart(moments: Moments, x: number, y: number): void {
  // A value that is not finite gives NaN here and stays in this block only.
  const zero = x - x + (y - y)
  moments.meanX = x
  moments.meanY = y
  moments.xx = zero
  moments.yy = zero
  moments.xy = zero
}

function include(moments: Moments, x: number, y: number, count: number): void {
  const deltaX = x - moments.meanX
  const deltaY = y - moments.meanY
  moments.meanX += deltaX / count
  moments.meanY += deltaY / count
  moments.xx += deltaX * (x - moments.meanX)
  moments.yy += deltaY * (y - moments.meanY)
  moments.xy += deltaX * (y - moments.meanY)
}

/**
 * Joint moments of x and y over the last `window` rows, O(n), without drift (see `rollingMoments` for the method).
 * NaN until warm, and wherever the window holds a row in which x or y is not finite.
 * Source: Chan, Golub & LeVeque (1983) merge, extended to products by Bennett et al. (2009) eq. 3.4.
 */
export function rollingComoments(x: Float64Array, y: Float64Array, window: number): RollingComoments {
  requirePeriod(window, 2)
  const length = x.length
  const out = {
    meanX: nanColumn(length),
    meanY: nanColumn(length),
    xx: nanColumn(length),
    yy: nanColumn(length),
    xy: nanColumn(length),
  }
  const tail = {
    meanX: new Float64Array(window),
    meanY: new Float64Array(window),
    xx: new Float64Array(window),
    yy: new Float64Array(window),
    xy: new Float64Array(window),
  }
  const head: Moments = { meanX: 0, meanY: 0, xx: 0, yy: 0, xy: 0 }
  for (let row = 0, offset = 0; row < length; row++) {
    const count = offset + 1
    if (offset === 0) restart(head, x[row]!, y[row]!)
    else include(head, x[row]!, y[row]!, count)
    if (count === window) {
      store(out, row, head)
      fillTail(x, y, row, window, tail)
      offset = 0
    } else {
      if (row >= window) merge(out, row, tail, head, count, window)
      offset = count
    }
  }
  return out
}

function store(out: RollingComoments, row: number, moments: Moments): void {
  out.meanX[row] = moments.meanX
  out.meanY[row] = moments.meanY
  out.xx[row] = moments.xx
  out.yy[row] = moments.yy
  out.xy[row] = moments.xy
}

/** Moments of the last `window - offset` rows up to `row`, for each offset. */
function fillTail(x: Float64Array, y: Float64Array, row: number, window: number, tail: RollingComoments): void {
  const moments: Moments = { meanX: 0, meanY: 0, xx: 0, yy: 0, xy: 0 }
  for (let offset = window - 1; offset >= 0; offset--) {
    const source = row - window + 1 + offset
    if (offset === window - 1) restart(moments, x[source]!, y[source]!)
    else include(moments, x[source]!, y[source]!, window - offset)
    store(tail, offset, moments)
  }
}

function merge(
  out: RollingComoments,
  row: number,
  tail: RollingComoments,
  head: Moments,
  count: number,
  window: number,
): void {
  const deltaX = head.meanX - tail.meanX[count]!
  const deltaY = head.meanY - tail.meanY[count]!
  const share = count / window
  const weight = share * (window - count)
  out.meanX[row] = tail.meanX[count]! + deltaX * share
  out.meanY[row] = tail.meanY[count]! + deltaY * share
  out.xx[row] = tail.xx[count]! + head.xx + deltaX * deltaX * weight
  out.yy[row] = tail.yy[count]! + head.yy + deltaY * deltaY * weight
  out.xy[row] = tail.xy[count]! + head.xy + deltaX * deltaY * weight
}
