import { constants, existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ExportFile, ExportFolders } from '../../engine/ports/exportFolders.ts'
import { type FileCalls, systemFileCalls } from './fileCalls.ts'
import { errnoOf, fileTrouble } from './fileTrouble.ts'
import { hashFile } from './hashFile.ts'
import { temporaryNameFor } from './temporaryFiles.ts'

/** `ownFolders` are where no export may go: they are the engine's own. */
export function createExportFolders(ownFolders: readonly string[], calls: FileCalls = systemFileCalls): ExportFolders {
  return {
    write(folder, files) {
      try {
        const target = placeFor(folder, ownFolders)
        return target.ok ? fill(calls, target.value, files) : target
      } catch (error) {
        return fileTrouble(error, `export to ${folder}`)
      }
    },
  }
}

function placeFor(folder: string, ownFolders: readonly string[]): Outcome<string> {
  if (!isAbsolute(folder) || folder.includes('\0'))
    return failure('folder-not-absolute', 'The folder to export to must be an absolute path.', 'Give its whole path.')
  const target = realTarget(resolve(folder))
  if (target === null || target === dirname(target))
    return failure('folder-unusable', `${folder} cannot be a folder for an export.`, 'Choose another folder.')
  const owns = ownFolders.map((own) => realTarget(resolve(own)) ?? own)
  if (owns.some((own) => target === own || target.startsWith(own + sep)))
    return failure(
      'folder-inside-workspaces',
      `${target} lies inside a folder of the home where only Assay writes.`,
      'Choose a folder outside of them.',
    )
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (found !== undefined && !(found.isDirectory() && readdirSync(target).length === 0))
    return failure(
      'folder-not-empty',
      `${target} is there already and is not an empty folder.`,
      'Nothing is ever written over: choose a new folder, or empty this one.',
    )
  return success(target)
}

/** With every symbolic link of what exists followed; what does not exist yet is appended. Null: a link leads nowhere. */
function realTarget(path: string): string | null {
  const missing: string[] = []
  let current = path
  while (!existsSync(current)) {
    if (lstatSync(current, { throwIfNoEntry: false }) !== undefined) return null
    if (dirname(current) === current) return null
    missing.unshift(basename(current))
    current = dirname(current)
  }
  return join(realpathSync.native(current), ...missing)
}

function fill(calls: FileCalls, target: string, files: readonly ExportFile[]): Outcome<string> {
  const temporary = temporaryNameFor(target)
  const discard = (): void => calls.rmSync(temporary, { recursive: true, force: true })
  try {
    calls.mkdirSync(temporary, { recursive: true })
    for (const { file, absoluteSource, sha256 } of files) {
      const copy = join(temporary, ...file.split('/'))
      calls.mkdirSync(dirname(copy), { recursive: true })
      calls.copyFileSync(absoluteSource, copy, constants.COPYFILE_EXCL)
      if (hashFile(copy) === sha256) continue
      discard()
      return failure(
        'published-changed',
        `The published file ${file} is not as the run left it.`,
        'Run the pipeline again with the same choices: it publishes the same run anew.',
      )
    }
    replaceEmpty(calls, temporary, target)
    return success(target)
  } catch (error) {
    discard()
    throw error
  }
}

/** Only an empty folder gives way to a folder; what somebody put there meanwhile makes this fail. Windows wants it gone before. */
function replaceEmpty(calls: FileCalls, temporary: string, target: string): void {
  try {
    calls.renameSync(temporary, target)
  } catch (error) {
    if (errnoOf(error) !== 'EPERM' || !existsSync(target) || readdirSync(target).length > 0) throw error
    calls.rmSync(target, { recursive: true })
    calls.renameSync(temporary, target)
  }
}
