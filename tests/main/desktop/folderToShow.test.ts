import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderToShow } from '../../../src/main/doors/desktop/folderToShow.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

test('a folder is shown as it lies on the disk; files, absent and relative paths and what is no text are not', () => {
  const folder = freshFolder()
  const bundle = join(folder, 'bundle')
  mkdirSync(bundle)
  symlinkSync(bundle, join(folder, 'link'))
  writeFileSync(join(folder, 'run.sh'), 'echo')
  const shown = folderToShow(bundle)
  expect(shown).toMatch(/bundle$/)
  expect(folderToShow(join(folder, 'link'))).toBe(shown)
  expect(folderToShow(join(bundle, '..', 'bundle'))).toBe(shown)
  for (const refused of [
    join(folder, 'run.sh'),
    join(folder, 'gone'),
    'bundle',
    '.',
    '',
    `${bundle}\0`,
    7,
    null,
    [bundle],
  ])
    expect(folderToShow(refused)).toBeNull()
  expect(folderToShow(`/${'a'.repeat(5_000)}`)).toBeNull()
})
