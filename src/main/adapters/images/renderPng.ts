import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import type { EChartsOption } from 'echarts'
import type { PngRequest } from '../../engine/ports/images.ts'
import { writePngText } from './pngText.ts'
import { renderSvg } from './renderSvg.ts'

export const FONT_FILES = {
  regular: fontFile('400Regular/Inter_400Regular.ttf'),
  semibold: fontFile('600SemiBold/Inter_600SemiBold.ttf'),
} as const

/** ECharts option -> SVG -> PNG. Only the bundled font is read, so the bytes do not depend on the machine's fonts. */
export function renderPng(option: EChartsOption, request: PngRequest): Uint8Array {
  const svg = renderSvg(option, request.width, request.height)
  const fontFiles = [FONT_FILES.regular, FONT_FILES.semibold]
  const image = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' } }).render()
  return writePngText(image.asPng(), request.textChunks)
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}`))
}
