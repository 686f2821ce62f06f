import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importCycles } from './importCycles.ts'
import { forbiddenImports } from './importRules.ts'
import {
  CORE_ORDER,
  CORE_TABLE,
  ENGINE_TABLE,
  OPEN_FILES,
  PACKAGES,
  PAGE_PACKAGES,
  RENDERER_TABLE,
  SHELL_PACKAGES,
} from './layers.ts'
import { readSources } from './sourceFile.ts'

const sources = readSources('src')

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(300)
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(1000)
})

test('every import obeys the table', () => {
  expect(forbiddenImports(sources)).toEqual([])
})

test('no files import each other in a circle', () => {
  expect(importCycles(sources)).toEqual([])
  expect(importCycles(readSources('tests', 'bench', 'scripts'))).toEqual([])
})

test('the table of core looks only to the left', () => {
  const backward = CORE_ORDER.flatMap((room, place) =>
    CORE_TABLE[room]
      .filter((other) => room !== 'contract' && CORE_ORDER.indexOf(other) >= place)
      .map((other) => `${room} -> ${other}`),
  )
  expect(backward).toEqual([])
})

test('the table of the engine has no circle', () => {
  const rooms = Object.keys(ENGINE_TABLE)
  const backward = rooms.flatMap((room, place) => ENGINE_TABLE[room]!.filter((other) => rooms.indexOf(other) >= place))
  expect(backward).toEqual([])
})

test('the table of the page has no circle', () => {
  const rooms = Object.keys(RENDERER_TABLE)
  const backward = rooms.flatMap((room, place) =>
    RENDERER_TABLE[room]!.filter((other) => rooms.indexOf(other) >= place),
  )
  expect(backward).toEqual([])
})

test('the files open to all import nothing', () => {
  const open = sources.filter(({ path }) => OPEN_FILES.includes(path))
  expect(open.map(({ path }) => path)).toEqual([...OPEN_FILES])
  expect(open.flatMap(({ imports }) => imports)).toEqual([])
})

test('every package of package.json has a room, and every room’s package is in package.json', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const asset = '@expo-google-fonts/inter'
  expect(
    Object.keys(dependencies)
      .filter((name) => name !== asset)
      .sort(),
  ).toEqual(Object.keys(PACKAGES).sort())
  expect([...PAGE_PACKAGES, ...Object.keys(SHELL_PACKAGES)].filter((name) => !(name in devDependencies))).toEqual([])
})
