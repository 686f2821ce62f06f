const MULTIPLIER_0_LOW = 0x1f53
const MULTIPLIER_0_HIGH = 0xd251
const MULTIPLIER_1_LOW = 0x8d57
const MULTIPLIER_1_HIGH = 0xcd9e
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const ROUNDS = 10

/**
 * One block of Philox4x32-10: four 32-bit words from a counter of four words and a key of two; writes `out[0..3]`.
 * Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.3 (Random123).
 */
export function philox(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let c0 = counter[0]! | 0
  let c1 = counter[1]! | 0
  let c2 = counter[2]! | 0
  let c3 = counter[3]! | 0
  let k0 = key[0]! | 0
  let k1 = key[1]! | 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const a = c0 & 0xffff
    const b = c0 >>> 16
    const low0 = Math.imul(a, MULTIPLIER_0_LOW)
    const cross0 = Math.imul(b, MULTIPLIER_0_LOW)
    const other0 = Math.imul(a, MULTIPLIER_0_HIGH)
    const carry0 = ((low0 >>> 16) + (cross0 & 0xffff) + (other0 & 0xffff)) >>> 16
    const high0 = (Math.imul(b, MULTIPLIER_0_HIGH) + (cross0 >>> 16) + (other0 >>> 16) + carry0) | 0
    const product0 = (low0 + (((cross0 + other0) | 0) << 16)) | 0
    const c = c2 & 0xffff
    const d = c2 >>> 16
    const low1 = Math.imul(c, MULTIPLIER_1_LOW)
    const cross1 = Math.imul(d, MULTIPLIER_1_LOW)
    const other1 = Math.imul(c, MULTIPLIER_1_HIGH)
    const carry1 = ((low1 >>> 16) + (cross1 & 0xffff) + (other1 & 0xffff)) >>> 16
    const high1 = (Math.imul(d, MULTIPLIER_1_HIGH) + (cross1 >>> 16) + (other1 >>> 16) + carry1) | 0
    const product1 = (low1 + (((cross1 + other1) | 0) << 16)) | 0
    c0 = high1 ^ c1 ^ k0
    c1 = product1
    c2 = high0 ^ c3 ^ k1
    c3 = product0
    k0 = (k0 + WEYL_0) | 0
    k1 = (k1 + WEYL_1) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}
