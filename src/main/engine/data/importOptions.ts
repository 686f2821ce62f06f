import type { TextEncoding } from '../ports/textFiles.ts'

const IMPORT_KINDS = ['bars', 'trades', 'book', 'table'] as const
const TIME_UNITS = ['s', 'ms', 'us', 'ns', 'iso'] as const

/** How the person says a file is to be read; what is left out is guessed from the file, but never the time zone. */
export type FormatOptions = {
  readonly columns?: string | undefined
  readonly timeUnit?: (typeof TIME_UNITS)[number] | undefined
  readonly timeFormat?: string | undefined
  readonly timeZone?: string | undefined
  readonly header?: 'yes' | 'no' | 'guess' | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: TextEncoding | undefined
}

/** `file`: absolute. Bars need `role` or `symbol`, a table needs `name`. `interval`: the workspace's own where left out. */
export type ImportOptions = FormatOptions & {
  readonly kind: (typeof IMPORT_KINDS)[number]
  readonly file: string
  readonly role?: 'primary' | 'secondary' | undefined
  readonly symbol?: string | undefined
  readonly interval?: string | undefined
  readonly name?: string | undefined
  /** False: stamps of funding are taken as they are, whatever clock the settlement grid shows. */
  readonly correction?: boolean | undefined
}
