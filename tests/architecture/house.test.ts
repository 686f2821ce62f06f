import { expect, test } from 'vitest'
import {
  castsOutsideTheirPlaces,
  clockReads,
  emptyNames,
  hostCalls,
  localeBoundCalls,
  longFiles,
  printsOutsideDoors,
  strayRooms,
  unseededDraws,
} from './houseRules.ts'
import { readSources } from './sourceFile.ts'

const sources = readSources('src')
const everything = [...sources, ...readSources('tests', 'bench', 'scripts')]

test('every source stands in a room that exists', () => {
  expect(strayRooms(sources)).toEqual([])
})

test('no index files, and no names that say nothing', () => {
  expect(emptyNames(everything)).toEqual([])
})

test('no file is too long to read', () => {
  expect(longFiles(everything)).toEqual([])
})

test('casts stand only where foreign or stored shapes get their types', () => {
  expect(castsOutsideTheirPlaces(sources)).toEqual([])
})

test('only the clock adapter reads the time', () => {
  expect(clockReads(sources)).toEqual([])
})

test('nothing is drawn without a seed', () => {
  expect(unseededDraws(sources)).toEqual([])
})

test('only doors print', () => {
  expect(printsOutsideDoors(sources)).toEqual([])
})

test('no answer depends on a locale', () => {
  expect(localeBoundCalls(sources)).toEqual([])
})

test('only the channel of the page knows what lies between page and engine', () => {
  expect(hostCalls(sources)).toEqual([])
})
