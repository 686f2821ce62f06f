import { readFileSync } from 'node:fs'
import type { Images } from '../../engine/ports/images.ts'
import { readPngText } from './pngText.ts'
import { FONT_FILES, renderPng } from './renderPng.ts'
import { renderSvg } from './renderSvg.ts'

export const chartImages: Images = {
  renderSvg,
  renderPng,
  readPngText,
  fonts: () => ({
    regular: readFileSync(FONT_FILES.regular, 'base64'),
    semibold: readFileSync(FONT_FILES.semibold, 'base64'),
  }),
}
