import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentHtml } from '../../../../src/core/report/document/documentHtml.ts'
import { scriptHash } from '../../../../src/core/report/document/scriptHash.ts'
import { documentWith, EVIL, hash, means } from './documentFixture.ts'

const scriptsOf = (page: string) => [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]!)

describe('a report as one page', () => {
  it('runs the scripts whose hashes its policy names, and no other', () => {
    const page = documentHtml(documentWith('plain'), means)
    const scripts = scriptsOf(page)
    expect(scripts).toHaveLength(3)
    const named = /script-src ([^;]*);/.exec(page)?.[1]
    const own = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    expect(named).toBe(own.join(' '))
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/https?:\/\/|@import|\bsrc=|<iframe/)
  })

  it('cannot be given markup by any text of a document', () => {
    const page = documentHtml(documentWith(EVIL), means)
    expect(page).not.toContain('<img')
    expect(page.match(/<script/g)).toHaveLength(4)
    expect(page.match(/<\/script>/g)).toHaveLength(4)
    expect(page).not.toContain('<!--')
    const told = /<script type="application\/json" id="chart-1">(.*?)<\/script>/.exec(page)?.[1]
    expect(JSON.parse(told!).light.title.text).toBe(`${EVIL} light`)
  })

  it('tells every definition at its number and once more at the end', () => {
    const page = documentHtml(documentWith('plain'), means)
    expect(page.match(/title="Meaning plain \(plain\): plain"/g)).toHaveLength(2)
    expect(page.match(/<dt>Meaning plain \(plain\)<\/dt>/g)).toHaveLength(1)
  })

  it('sorts numbers by what they are, and what is none last', () => {
    const page = documentHtml(documentWith('plain'), means)
    expect([...page.matchAll(/data-sort="([^"]*)"/g)].map((match) => match[1])).toEqual(['1234.5', '-2.5', ''])
    expect(page).toContain('class="sortable n-last"')
  })

  it('says so where the charts stand still', () => {
    const page = documentHtml(documentWith('plain'), { ...means, echarts: null })
    expect(page).toContain('The charts of this report stand still')
    expect(page).toContain('data-still')
    expect(documentHtml(documentWith('plain'), means)).not.toContain('stand still:')
  })

  it('is the same bytes twice', () => {
    expect(documentHtml(documentWith('plain'), means)).toBe(documentHtml(documentWith('plain'), means))
  })

  it('names a script as a browser does, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const known = createHash('sha256').update(text).digest('base64')
        expect(scriptHash(text, hash)).toBe(`'sha256-${known}'`)
      }),
    )
  })
})
