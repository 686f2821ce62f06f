export type BuildTab = 'features' | 'matrices'

/** What is open: a tab, in it perhaps a matrix (the first letters of its hash), and perhaps a column that is looked at beside. */
export type BuildAddress = { readonly tab: BuildTab; readonly matrix: string | null; readonly column: string | null }

const START: BuildAddress = { tab: 'features', matrix: null, column: null }
const HASH_LETTERS = 12

/** `features`, `features.primary_rsi_14`, `matrices.0123456789ab`, `matrices.0123456789ab.primary_rsi_14`. */
export function buildAddress({ tab, matrix, column }: BuildAddress): string {
  const words = tab === 'features' ? [column] : [matrix?.slice(0, HASH_LETTERS), matrix === null ? null : column]
  return [tab, ...words.filter((word) => typeof word === 'string')].join('.')
}

export function readBuildAddress(at: string | null): BuildAddress {
  const found = /^(features|matrices)(?:\.(.+))?$/.exec(at ?? '')
  const rest = found?.[2]
  if (found === null) return START
  if (found[1] === 'features') return { ...START, column: rest ?? null }
  const matrix = /^([0-9a-f]{1,64})(?:\.(.+))?$/.exec(rest ?? '')
  return { tab: 'matrices', matrix: matrix?.[1] ?? null, column: matrix?.[2] ?? null }
}
