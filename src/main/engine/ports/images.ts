import type { EChartsOption } from 'echarts'

export type PngRequest = {
  readonly width: number
  readonly height: number
  /** Written as PNG tEXt chunks in the order given. */
  readonly textChunks: Readonly<Record<string, string>>
}

/** Pictures from chart options: the same option always gives the same bytes, with the bundled font only. */
export interface Images {
  renderSvg(option: EChartsOption, width: number, height: number): string
  renderPng(option: EChartsOption, request: PngRequest): Uint8Array
  readPngText(bytes: Uint8Array): Readonly<Record<string, string>>
  /** The bundled font for embedding in HTML, as base64 of TTF files. */
  fonts(): { readonly regular: string; readonly semibold: string }
}
