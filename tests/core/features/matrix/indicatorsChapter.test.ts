import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { INDICATOR_FAMILIES } from '../../../../src/core/features/matrix/families/indicatorFamilies.ts'
import { FEATURE_FAMILIES } from '../../../../src/core/features/matrix/featureFamilies.ts'

const chapter = readFileSync(join(import.meta.dirname, '../../../../docs/methods/indicators.md'), 'utf8')

it('the chapter tells each indicator with its formulas, unit and source as they are', () => {
  for (const { name, versions } of INDICATOR_FAMILIES) {
    const row = chapter.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? ''
    const { parameters, features } = versions[0]!
    for (const { formula, source, unit, warmupBars } of features(
      parameters.map(({ standard }) => standard),
      name,
    ))
      for (const part of [formula, source, unit, String(warmupBars)])
        expect(row, name).toContain(part.replaceAll('|', '\\|'))
  }
})

it('no other feature has the name of an indicator', () => {
  const own = new Set(INDICATOR_FAMILIES.map(({ name }) => name))
  const words = FEATURE_FAMILIES.filter(({ name }) => !own.has(name)).flatMap(({ name, aliases }) => [name, ...aliases])
  const ours = new Set(
    INDICATOR_FAMILIES.flatMap(({ name, aliases }) => [name, ...aliases]).map((word) => word.toLowerCase()),
  )
  expect(words.filter((word) => ours.has(word.toLowerCase()))).toEqual([])
})
