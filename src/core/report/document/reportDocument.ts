import type { Theme } from '../../charts/palette.ts'
import type { SizedChart } from '../../charts/panelChart.ts'
import type { Definition } from '../../contract/workbench/definitions.ts'
import type { Column } from '../html.ts'

/** A column of a table; `meaning` is told where the pointer rests on its head, and in the glossary. */
export type DocumentColumn = Column & { readonly meaning?: Definition }

export type DocumentTable = {
  readonly kind: 'table'
  readonly caption: string | null
  readonly columns: readonly DocumentColumn[]
  /** Texts as they are shown, a cell a column. */
  readonly rows: readonly (readonly string[])[]
  readonly whenEmpty: string
}

export type DocumentFigure = { readonly name: string; readonly value: string; readonly meaning: Definition | null }

export type DocumentChart = {
  readonly kind: 'chart'
  readonly caption: string
  /** Options without functions where they matter: in a file they do not survive. */
  readonly chart: (theme: Theme) => SizedChart
}

export type DocumentBlock =
  | { readonly kind: 'texts'; readonly texts: readonly string[]; readonly tone: 'plain' | 'warning' }
  | { readonly kind: 'figures'; readonly figures: readonly DocumentFigure[] }
  | { readonly kind: 'code'; readonly text: string }
  | DocumentTable
  | DocumentChart

export type DocumentSection = {
  /** Of lower-case letters, digits and `-`; one of its kind in a document. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly DocumentBlock[]
}

export type DocumentVerdict = {
  readonly tone: 'good' | 'bad' | 'open'
  readonly title: string
  readonly text: string
}

/** All that a report says, to be drawn as a page or as sheets. Every text is plain: who draws it escapes it. */
export type ReportDocument = {
  readonly title: string
  readonly lead: string
  /** What must be read before anything else, as that the data are made up; null: nothing. */
  readonly banner: string | null
  readonly verdict: DocumentVerdict | null
  readonly sections: readonly DocumentSection[]
}

export function texts(...lines: readonly string[]): DocumentBlock {
  return { kind: 'texts', texts: lines, tone: 'plain' }
}

export function table(
  columns: readonly DocumentColumn[],
  rows: readonly (readonly string[])[],
  whenEmpty: string,
  caption: string | null = null,
): DocumentTable {
  return { kind: 'table', caption, columns, rows, whenEmpty }
}
