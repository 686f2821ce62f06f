import type { EChartsOption } from 'echarts'
import { FONT_FAMILY } from './composePanels.ts'
import type { Palette } from './palette.ts'
import { wrapText } from './wrapText.ts'

/** What stands around the panels of a published picture. A `chip` is a short word at the top right; strips must never be overlooked, and stand above the panels. */
export type PictureFrame = {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly subtitle: string
  readonly chip: string | null
  readonly strips: readonly Strip[]
  readonly notes: readonly string[]
}

/** Made by `warningStrip` or `boundStrip`. */
export type Strip = { readonly lines: readonly string[]; readonly fill: string; readonly text: string }

const MARGIN = 36
const STRIPS_TOP = 104
const STRIP_HEIGHT = 38
const NOTE_LINE = 20
/** Room of one character of notes and of strips, in pixels, at the width of the picture. */
const NOTE_CHARACTER = 8
const STRIP_CHARACTER = 9.69

/** Synthetic data, optimistic fills: what changes how everything below is to be read. */
export function warningStrip(text: string, width: number, colors: Palette): Strip {
  return {
    lines: wrapText(text, Math.floor(width / STRIP_CHARACTER)),
    fill: colors.warningFill,
    text: colors.warningText,
  }
}

/** A result that looks ahead. */
export function boundStrip(text: string, width: number, colors: Palette): Strip {
  return { lines: wrapText(text, Math.floor(width / STRIP_CHARACTER)), fill: colors.boundFill, text: colors.boundText }
}

/** Where the headings of the panels may begin and their plots must end, in pixels from the top. */
export function roomInside(frame: PictureFrame): { readonly top: number; readonly bottom: number } {
  return {
    top: STRIPS_TOP + frame.strips.reduce((height, strip) => height + stripHeight(strip) + 8, 0) + 56,
    bottom: frame.height - 52 - notesOf(frame).length * NOTE_LINE,
  }
}

/** The composed panels with their frame. */
export function framed(panels: EChartsOption, frame: PictureFrame, colors: Palette): EChartsOption {
  return {
    ...panels,
    title: [heading(frame, colors), ...[panels.title ?? []].flat()],
    graphic: [...chipGraphics(frame, colors), ...stripGraphics(frame), ...noteGraphics(frame, colors)],
  }
}

function notesOf({ notes, width }: PictureFrame): readonly string[] {
  return notes.flatMap((note) => wrapText(note, Math.floor(width / NOTE_CHARACTER)))
}

function heading(frame: PictureFrame, colors: Palette) {
  const font = { fontFamily: FONT_FAMILY }
  return {
    text: frame.title,
    subtext: frame.subtitle,
    left: MARGIN,
    top: 26,
    padding: 0,
    itemGap: 9,
    textStyle: { ...font, fontSize: 25, fontWeight: 600 as const, color: colors.text },
    subtextStyle: { ...font, fontSize: 14.5, color: colors.muted },
  }
}

/** A rectangle of our own width: without a DOM ECharts only guesses how wide a text is. */
function chipGraphics({ chip, width: pictureWidth }: PictureFrame, colors: Palette) {
  if (chip === null) return []
  const width = chip.length * 9.2 + 44
  const shape = { x: pictureWidth - MARGIN - width, y: 28, width, height: 42, r: 6 }
  return [
    boxGraphic(shape, { fill: colors.chipFill, stroke: colors.axisLine }),
    textGraphic(chip, shape.x + width / 2, shape.y + 21, {
      fontSize: 17,
      fontWeight: 600,
      fill: colors.text,
      align: 'center',
    }),
  ]
}

function stripHeight(strip: Strip): number {
  return STRIP_HEIGHT + (strip.lines.length - 1) * NOTE_LINE
}

function stripGraphics(frame: PictureFrame) {
  let top = STRIPS_TOP
  return frame.strips.flatMap((strip) => {
    const height = stripHeight(strip)
    const shape = { x: MARGIN, y: top, width: frame.width - 2 * MARGIN, height, r: 5 }
    const middle = top + height / 2
    top += height + 8
    return [
      boxGraphic(shape, { fill: strip.fill }),
      textGraphic(strip.lines.join('\n'), MARGIN + 18, middle, { fontSize: 15.5, fontWeight: 600, fill: strip.text }),
    ]
  })
}

function noteGraphics(frame: PictureFrame, colors: Palette) {
  const notes = notesOf(frame)
  return notes.map((text, line) =>
    textGraphic(text, MARGIN, frame.height - 8 - (notes.length - line) * NOTE_LINE, {
      fontSize: 13,
      fontWeight: 400,
      fill: colors.muted,
    }),
  )
}

type BoxShape = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly r: number
}
type BoxStyle = { readonly fill: string; readonly stroke?: string }

function boxGraphic(shape: BoxShape, style: BoxStyle) {
  return { type: 'rect' as const, silent: true, z: 10, shape, style }
}

type TextStyle = {
  readonly fontSize: number
  readonly fontWeight: number
  readonly fill: string
  readonly align?: 'center'
}

/** Text with its vertical middle at `y`. */
function textGraphic(text: string, x: number, y: number, style: TextStyle) {
  const place = { text, x, y, verticalAlign: 'middle' as const, fontFamily: FONT_FAMILY, lineHeight: NOTE_LINE }
  return { type: 'text' as const, silent: true, z: 11, style: { ...place, ...style } }
}
