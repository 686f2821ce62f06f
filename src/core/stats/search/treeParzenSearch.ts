import { normalCdf } from '../normalCdf.ts'
import type { RandomStream } from '../seededStream.ts'
import type { SearchAxis } from './searchAxis.ts'
import { coordinateAt, countOf, positionOf } from './searchAxis.ts'
import type { SearchHistory } from './searchHistory.ts'
import { rankedRows } from './searchHistory.ts'

/** Share of the configurations that counts as good. */
const GOOD_SHARE = 0.15
/** Candidates drawn from the good ones for each proposal. */
const CANDIDATES = 24
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kegl 2011, NIPS 24): densities l of the best 15 % and g of the others, an axis at a time; of 24 draws
 * from l the one with the largest l / g. An ordered axis is a mixture of truncated normals, each as wide as the way to its farther neighbour, and a flat prior;
 * any other one counts, with one more for each value. All proposals of a batch see the same history.
 */
export function proposeByParzen(
  axes: readonly SearchAxis<unknown>[],
  history: SearchHistory,
  stream: RandomStream,
): (rows: Float64Array, at: number) => void {
  const ranked = rankedRows(history)
  const good = Math.max(1, Math.ceil(ranked.length * GOOD_SHARE))
  const models = axes.map((axis, k) => ({
    axis,
    good: densityOf(axis, k, axes.length, history, ranked.subarray(0, good)),
    bad: densityOf(axis, k, axes.length, history, ranked.subarray(good)),
  }))
  const candidate = new Float64Array(axes.length)
  return (rows, at) => {
    let best = Number.NEGATIVE_INFINITY
    for (let draw = 0; draw < CANDIDATES; draw++) {
      let gain = 0
      for (const [k, model] of models.entries()) {
        candidate[k] = model.good.draw(stream)
        gain += model.good.logDensity(candidate[k]!) - model.bad.logDensity(candidate[k]!)
      }
      if (gain <= best) continue
      best = gain
      rows.set(candidate, at)
    }
  }
}

/** Of coordinates of one axis. */
type Density = {
  readonly draw: (stream: RandomStream) => number
  readonly logDensity: (coordinate: number) => number
}

function densityOf(
  axis: SearchAxis<unknown>,
  k: number,
  width: number,
  { coordinates }: SearchHistory,
  rows: Int32Array,
): Density {
  const own = Float64Array.from(rows, (row) => coordinates[row * width + k]!)
  return axis.isOrdered ? mixtureOf(axis, own) : countsOf(axis, own)
}

function countsOf(axis: SearchAxis<unknown>, coordinates: Float64Array): Density {
  const weights = new Float64Array(countOf(axis)).fill(1)
  for (const coordinate of coordinates) weights[coordinate] = weights[coordinate]! + 1
  const total = coordinates.length + weights.length
  return {
    draw: (stream) => {
      let left = stream.nextUniform() * total
      let place = 0
      while (place < weights.length - 1 && left >= weights[place]!) left -= weights[place++]!
      return place
    },
    logDensity: (coordinate) => Math.log(weights[coordinate]! / total),
  }
}

/** Widths of the mixture's parts, in shares of the axis. */
const WIDEST = 1
const NARROWEST = 0.01

function mixtureOf(axis: SearchAxis<unknown>, coordinates: Float64Array): Density {
  const centres = coordinates.map((coordinate) => positionOf(axis, coordinate)).sort()
  const parts = centres.length
  const least = Math.max(NARROWEST, WIDEST / Math.min(100, parts + 1))
  const widths = centres.map((centre, part) => {
    const below = centre - (part === 0 ? 0 : centres[part - 1]!)
    const above = (part === parts - 1 ? 1 : centres[part + 1]!) - centre
    return Math.min(WIDEST, Math.max(least, below, above))
  })
  const scales = centres.map(
    (centre, part) =>
      1 /
      (widths[part]! * ROOT_TWO_PI * (normalCdf((1 - centre) / widths[part]!) - normalCdf(-centre / widths[part]!))),
  )
  return {
    draw: (stream) => {
      const part = stream.nextInt(parts + 1)
      return coordinateAt(axis, part === parts ? stream.nextUniform() : within(centres[part]!, widths[part]!, stream))
    },
    logDensity: (coordinate) => {
      const position = positionOf(axis, coordinate)
      let density = 1
      for (let part = 0; part < parts; part++) {
        const z = (position - centres[part]!) / widths[part]!
        density += scales[part]! * Math.exp(-0.5 * z * z)
      }
      return Math.log(density / (parts + 1))
    },
  }
}

const MOST_THROWS = 100

/** A normal draw inside [0, 1]: thrown again until it is; at least a third of the throws of any part of the mixture are. */
function within(centre: number, width: number, stream: RandomStream): number {
  for (let throws = 0; throws < MOST_THROWS; throws++) {
    const position = centre + width * stream.nextNormal()
    if (position >= 0 && position <= 1) return position
  }
  return centre
}
