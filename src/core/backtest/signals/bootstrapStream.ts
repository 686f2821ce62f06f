/** xoshiro128** (Blackman & Vigna 2018) seeded by four rounds of the murmur3 finaliser over a Weyl sequence: the stream of `Kernels.bootstrapFigures`. */
export type BootstrapStream = { readonly next: () => number }

const WEYL = 0x9e3779b9

function mixed(value: number): number {
  let z = value
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return z ^ (z >>> 16)
}

export function bootstrapStream(seed: number): BootstrapStream {
  let a = mixed((seed + WEYL) | 0)
  let b = mixed((seed + 2 * WEYL) | 0)
  let c = mixed((seed + 3 * WEYL) | 0)
  let d = mixed((seed + 4 * WEYL) | 0)
  return {
    next: () => {
      const times5 = Math.imul(b, 5)
      const value = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
      return value
    },
  }
}
