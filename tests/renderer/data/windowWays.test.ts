import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { windowWay } from '../../../src/renderer/data/windowWay.ts'
import { WINDOW_WAYS } from '../../../src/renderer/data/windowWays.ts'

const SOURCES = ['src/main', 'src/core', 'src/renderer/workspace'].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, '../../..', folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
)

/** As it stands, or put together from the noun of a folder of results and an ending. */
function isGiven(code: string): boolean {
  if (SOURCES.some((text) => text.includes(`'${code}'`))) return true
  const [noun, ...ending] = code.split('-')
  const isNoun = SOURCES.some((text) => text.includes(`noun: '${noun}'`))
  return isNoun && SOURCES.some((text) => text.includes(`\`\${noun}-${ending.join('-')}\``))
}

it.each(Object.entries(WINDOW_WAYS))(
  '%s is a code that somebody gives, and its way is said without the command line',
  (code, way) => {
    expect(isGiven(code)).toBe(true)
    expect(way.words).toMatch(/\.$/)
    expect(way.words).not.toMatch(/\bassay |--\w/)
  },
)

it('what is not in the table has no way, whatever its name', () => {
  for (const code of ['nothing', '', 'constructor', '__proto__', 'toString']) expect(windowWay(code)).toBeNull()
})
