/**
 * What is open of the section: a built matrix (the first letters of its hash) and perhaps one of its columns, a family of the library, an own feature;
 * `isNew`: the form for a new matrix; `run`: what a run of the pipeline kept, which has an address of its own.
 */
export type BuiltAddress =
  | OpenMatrix
  | { readonly tab: 'library' | 'own'; readonly name: string | null }
  | { readonly tab: 'run' }

export type OpenMatrix = {
  readonly tab: 'built'
  readonly matrix: string | null
  readonly column: string | null
  readonly isNew: boolean
}

const HASH_LETTERS = 12

export const BUILT: OpenMatrix = { tab: 'built', matrix: null, column: null, isNew: false }

/** `built`, `built.new`, `built.0123456789ab`, `built.0123456789ab.RSI_14`, `library.RSI`, `own.calm`. */
export function builtAddress(address: Exclude<BuiltAddress, { readonly tab: 'run' }>): string {
  if (address.tab !== 'built') return address.name === null ? address.tab : `${address.tab}.${address.name}`
  const { matrix, column, isNew } = address
  if (isNew) return 'built.new'
  if (matrix === null) return 'built'
  const words = ['built', matrix.slice(0, HASH_LETTERS), ...(column === null ? [] : [column])]
  return words.join('.')
}

export function readBuiltAddress(at: string | null): BuiltAddress {
  if (/^(?:features|matrices)(?:\.|$)/.test(at ?? '')) return { tab: 'run' }
  const [, tab, rest] = /^(library|own)(?:\.(.+))?$/.exec(at ?? '') ?? []
  if (tab === 'library' || tab === 'own') return { tab, name: rest ?? null }
  if (at === 'built.new') return { ...BUILT, isNew: true }
  const [, matrix, column] = /^built\.([0-9a-f]{1,64})(?:\.(.+))?$/.exec(at ?? '') ?? []
  return { ...BUILT, matrix: matrix ?? null, column: column ?? null }
}
