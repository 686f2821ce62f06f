import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { evidenceChart } from '../../../src/core/charts/evidenceChart.ts'
import { readPngText, writePngText } from '../../../src/main/adapters/images/pngText.ts'
import { renderPng } from '../../../src/main/adapters/images/renderPng.ts'
import { renderSvg } from '../../../src/main/adapters/images/renderSvg.ts'
import { emptyFixture, evidenceFixture, simulationFixture } from '../../core/charts/evidenceFixture.ts'

const size = { width: 1600, height: 1000 }

describe('renderSvg', () => {
  test('the same bytes at every call, and no clash of ids between pictures of one page', () => {
    const real = evidenceChart(evidenceFixture(), 'light')
    const first = renderSvg(real, 1600, 1000)
    const other = renderSvg(evidenceChart(simulationFixture(), 'light'), 1600, 1000)
    expect(renderSvg(real, 1600, 1000)).toBe(first)
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    expect(ids(first).filter((id) => ids(other).includes(id))).toEqual([])
    expect(first).not.toContain('ecmeta')
  })

  test('an option that went through JSON draws the same', () => {
    const option = evidenceChart(simulationFixture(), 'dark')
    expect(renderSvg(JSON.parse(JSON.stringify(option)), 1600, 1000)).toBe(renderSvg(option, 1600, 1000))
  })

  test('months stand under their equity: bars do not widen the time axis', () => {
    const evidence = evidenceFixture()
    const svg = renderSvg(evidenceChart(evidence, 'light'), 1600, 1000)
    // The label `Jan 2019` of the months and the vertical grid line of the equity panel share their x.
    const label = /x="([\d.]+)"[^>]*>Jan 2019</.exec(svg) ?? /translate\(([\d.]+) [\d.]+\)"[^>]*>Jan 2019</.exec(svg)
    const span = evidence.lines[0]!.dayStartMs
    const share = (Date.UTC(2019, 0, 1) - span[0]!) / (span.at(-1)! - span[0]!)
    expect(Math.abs(Number(label?.[1]) - (92 + 920 * share))).toBeLessThan(1.5)
  })
})

describe('renderPng', () => {
  test('the same bytes twice, of the right size, with its text chunks', () => {
    const textChunks = { Title: 'BTC + ETH', Software: 'Assay', Synthetic: 'noise − seed 7' }
    const option = evidenceChart(evidenceFixture(), 'light')
    const first = renderPng(option, { ...size, textChunks })
    const second = renderPng(option, { ...size, textChunks })
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
    const header = Buffer.from(first)
    expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([1600, 1000])
    expect(readPngText(first)).toEqual({ Title: 'BTC + ETH', Software: 'Assay', Synthetic: 'noise - seed 7' })
  })

  test('every chunk has a valid check sum and nothing but picture and text is in the file', () => {
    const png = Buffer.from(renderPng(evidenceChart(emptyFixture(), 'light'), { ...size, textChunks: { Title: 'x' } }))
    const types: string[] = []
    for (let at = 8; at < png.length; ) {
      const length = png.readUInt32BE(at)
      types.push(png.toString('latin1', at + 4, at + 8))
      expect(crc32(png.subarray(at + 4, at + 8 + length))).toBe(png.readUInt32BE(at + 8 + length))
      at += 12 + length
    }
    expect(types[0]).toBe('IHDR')
    expect(types.at(-1)).toBe('IEND')
    expect(types.filter((type) => !['IHDR', 'tEXt', 'IDAT', 'IEND'].includes(type))).toEqual([])
  })

  test('letters are drawn: a title more changes the picture', () => {
    const draw = (title: string) =>
      renderPng(evidenceChart({ ...emptyFixture(), title }, 'light'), { ...size, textChunks: {} })
    expect(Buffer.from(draw('BTC')).equals(Buffer.from(draw('')))).toBe(false)
  })
})

test('a keyword is cut to what PNG allows and text stays in Latin-1', () => {
  const png = renderPng(evidenceChart(emptyFixture(), 'light'), { ...size, textChunks: {} })
  const texts = readPngText(writePngText(png, { ['k'.repeat(100)]: 'é 漢\0' }))
  expect(texts).toEqual({ ['k'.repeat(79)]: 'é ?' })
})
