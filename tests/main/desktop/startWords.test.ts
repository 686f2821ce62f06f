import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { startWords } from '../../../src/main/doors/desktop/startWords.ts'
import { codeOf, unwrap } from '../data/dataBench.ts'

it('takes the home and the page from among the words of Chromium', () => {
  const words = ['.', '--no-sandbox', '--user-data-dir=/profile', '--home', 'mine', '--page=/built']
  expect(unwrap(startWords(words, { ASSAY_HOME: '/other' }))).toEqual({
    home: resolve('mine'),
    page: resolve('/built'),
  })
  expect(unwrap(startWords(['.'], { ASSAY_HOME: '/other' }))).toEqual({ home: resolve('/other'), page: null })
  expect(unwrap(startWords([], {}))).toEqual({ home: join(homedir(), 'Assay'), page: null })
})

it('opens no other home than that which was asked for, where its name is missing', () => {
  for (const words of [['--home'], ['--home='], ['.', '--page'], ['--home=/a', '--page=']])
    expect(codeOf(startWords(words, { ASSAY_HOME: '/other' }))).toBe('value-missing')
})
