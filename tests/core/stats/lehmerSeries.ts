/** Park & Miller's minimal generator on (0, 1): reproducible in any language, so reference values can be made elsewhere. */
export function lehmerSeries(length: number, seed = 12345): Float64Array {
  let state = seed
  return new Float64Array(length).map(() => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  })
}

/** AR(1) of the centred series: x_t = phi x_{t-1} + u_t - 1/2, x_0 = 0 left out. */
export function autoregressiveSeries(length: number, phi: number, seed?: number): Float64Array {
  let last = 0
  return lehmerSeries(length, seed).map((value) => {
    last = phi * last + value - 0.5
    return last
  })
}
