import type { RandomStream } from '../src/core/stats/seededStream.ts'

/**
 * The reference of the bench: an LSTM of one layer sample by sample in plain loops over 64-bit arrays, with Math.exp and Math.tanh, back through time and
 * Adam. Gates i, f, g, o; their weights (inputs + units) x 4 units.
 */
export function createPlainLstm(inputs: number, units: number, steps: number, stream: RandomStream) {
  const net = memoryOf(inputs, units, steps)
  const { p, nW, G, H, K } = net
  for (let i = 0; i < nW; i++) p[i] = (stream.nextUniform() * 2 - 1) / Math.sqrt(K)
  for (let j = H; j < 2 * H; j++) p[nW + j] = 1
  for (let j = 0; j < H; j++) p[nW + G + j] = (stream.nextUniform() * 2 - 1) / Math.sqrt(H)
  return {
    /** One pass over all windows in a drawn order; the mean squared error. */
    epoch: (windows: Float64Array, target: Float64Array, batch: number): number => {
      const count = windows.length / (steps * inputs)
      const order = Int32Array.from({ length: count }, (_, at) => at)
      for (let last = count - 1; last > 0; last--) {
        const other = stream.nextInt(last + 1)
        const held = order[last]!
        order[last] = order[other]!
        order[other] = held
      }
      let sum = 0
      for (let from = 0; from < count; from += batch) {
        const end = Math.min(count, from + batch)
        for (let at = from; at < end; at++) {
          const error = forward(net, windows, order[at]! * steps * inputs) - target[order[at]!]!
          sum += error * error
          backward(net, 2 * error)
        }
        adam(net, end - from)
      }
      return sum / count
    },
  }
}

function memoryOf(F: number, H: number, S: number) {
  const K = F + H
  const G = 4 * H
  const nW = K * G
  const size = nW + G + H + 1
  const room = (length: number) => new Float64Array(length)
  const [p, g, m, v] = [room(size), room(size), room(size), room(size)]
  const state = { z: room(S * G), c: room((S + 1) * H), tc: room(S * H), xh: room((S + 1) * K) }
  return { F, H, S, K, G, nW, p, g, m, v, ...state, dz: room(G), dh: room(H), dc: room(H), t: 0 }
}

type PlainNet = ReturnType<typeof memoryOf>

function forward({ F, H, S, K, G, p, z, c, tc, xh, nW }: PlainNet, x: Float64Array, off: number): number {
  for (let k = 0; k < H; k++) xh[F + k] = 0
  for (let t = 0; t < S; t++) {
    const zo = t * G
    const xo = t * K
    for (let k = 0; k < F; k++) xh[xo + k] = x[off + t * F + k]!
    for (let j = 0; j < G; j += 4) {
      let a0 = p[nW + j]!
      let a1 = p[nW + j + 1]!
      let a2 = p[nW + j + 2]!
      let a3 = p[nW + j + 3]!
      for (let k = 0, w = j; k < K; k++, w += G) {
        const value = xh[xo + k]!
        a0 += value * p[w]!
        a1 += value * p[w + 1]!
        a2 += value * p[w + 2]!
        a3 += value * p[w + 3]!
      }
      z[zo + j] = a0
      z[zo + j + 1] = a1
      z[zo + j + 2] = a2
      z[zo + j + 3] = a3
    }
    const co = t * H
    const hn = (t + 1) * K + F
    for (let j = 0; j < H; j++) {
      const i = 1 / (1 + Math.exp(-z[zo + j]!))
      const f = 1 / (1 + Math.exp(-z[zo + H + j]!))
      const g = Math.tanh(z[zo + 2 * H + j]!)
      const o = 1 / (1 + Math.exp(-z[zo + 3 * H + j]!))
      z[zo + j] = i
      z[zo + H + j] = f
      z[zo + 2 * H + j] = g
      z[zo + 3 * H + j] = o
      const cell = f * (t > 0 ? c[co + j]! : 0) + i * g
      c[co + H + j] = cell
      tc[co + j] = Math.tanh(cell)
      xh[hn + j] = o * tc[co + j]!
    }
  }
  let y = p[nW + G + H]!
  for (let j = 0; j < H; j++) y += p[nW + G + j]! * xh[S * K + F + j]!
  return y
}

function backward({ F, H, S, K, G, p, g, z, c, tc, xh, nW, dz, dh, dc }: PlainNet, dy: number): void {
  for (let j = 0; j < H; j++) {
    g[nW + G + j]! += dy * xh[S * K + F + j]!
    dh[j] = dy * p[nW + G + j]!
    dc[j] = 0
  }
  g[nW + G + H]! += dy
  for (let t = S - 1; t >= 0; t--) {
    const zo = t * G
    const xo = t * K
    const co = t * H
    for (let j = 0; j < H; j++) {
      const i = z[zo + j]!
      const f = z[zo + H + j]!
      const gg = z[zo + 2 * H + j]!
      const o = z[zo + 3 * H + j]!
      const th = tc[co + j]!
      const d = dc[j]! + dh[j]! * o * (1 - th * th)
      dz[j] = d * gg * i * (1 - i)
      dz[H + j] = t > 0 ? d * c[co + j]! * f * (1 - f) : 0
      dz[2 * H + j] = d * i * (1 - gg * gg)
      dz[3 * H + j] = dh[j]! * th * o * (1 - o)
      dc[j] = d * f
    }
    for (let j = 0; j < G; j++) g[nW + j]! += dz[j]!
    for (let k = 0; k < K; k++) {
      const value = xh[xo + k]!
      const w = k * G
      let a0 = 0
      let a1 = 0
      for (let j = 0; j < G; j += 2) {
        const d0 = dz[j]!
        const d1 = dz[j + 1]!
        g[w + j]! += value * d0
        g[w + j + 1]! += value * d1
        a0 += p[w + j]! * d0
        a1 += p[w + j + 1]! * d1
      }
      if (k >= F) dh[k - F] = a0 + a1
    }
  }
}

function adam(net: PlainNet, count: number): void {
  const { p, g, m, v } = net
  net.t++
  const b1 = 1 - 0.9 ** net.t
  const b2 = 1 - 0.999 ** net.t
  for (let i = 0; i < p.length; i++) {
    const d = g[i]! / count
    m[i] = 0.9 * m[i]! + 0.1 * d
    v[i] = 0.999 * v[i]! + 0.001 * d * d
    p[i]! -= (0.005 * (m[i]! / b1)) / (Math.sqrt(v[i]! / b2) + 1e-8)
    g[i] = 0
  }
}
