import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { WORKSPACE_NAME_PATTERN } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../../engine/ports/guardedFiles.ts'
import type { HomeFolder } from '../../engine/ports/homeFolder.ts'
import { type FileCalls, systemFileCalls } from './fileCalls.ts'
import { fileTrouble } from './fileTrouble.ts'
import { createGuardedFiles } from './guardedFiles.ts'
import { claimNames } from './lockClaim.ts'

export function createHomeFolder(path: string, calls: FileCalls = systemFileCalls): HomeFolder {
  const folder = join(path, 'workspaces')
  return {
    path,
    workspaceNames: () => namesIn(folder),
    hasWorkspace: (name) => existsSync(join(folder, name)),
    workspaceFiles: (name) => createGuardedFiles(join(folder, name), calls, { mustExist: true }),
    createWorkspace: (name, fill) => createWorkspace(folder, name, fill, calls),
    moveToTrash: (name, stamp) => moveToTrash(path, name, stamp, calls),
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && WORKSPACE_NAME_PATTERN.test(entry.name))
      .map((entry) => entry.name)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  } catch {
    return []
  }
}

function createWorkspace(
  folder: string,
  name: string,
  fill: (files: GuardedFiles) => Outcome<void>,
  calls: FileCalls,
): Outcome<GuardedFiles> {
  const hidden = join(folder, `.new-${name}-${process.pid}`)
  try {
    calls.mkdirSync(hidden, { recursive: true })
    const filled = fill(createGuardedFiles(hidden, calls))
    if (!filled.ok) {
      calls.rmSync(hidden, { recursive: true, force: true })
      return filled
    }
    if (existsSync(join(folder, name))) {
      calls.rmSync(hidden, { recursive: true, force: true })
      return failure('workspace-exists', `There is already a workspace ${name}.`, 'Choose another name.')
    }
    calls.renameSync(hidden, join(folder, name))
    return success(createGuardedFiles(join(folder, name), calls))
  } catch (error) {
    const trouble = fileTrouble(error, `create the workspace in ${folder}`)
    if (existsSync(hidden)) calls.rmSync(hidden, { recursive: true, force: true })
    return trouble
  }
}

function moveToTrash(home: string, name: string, stamp: string, calls: FileCalls): Outcome<string> {
  const trash = join(home, 'trash')
  let target = join(trash, `${name}-${stamp}`)
  for (let copy = 2; existsSync(target); copy++) target = join(trash, `${name}-${stamp}-${copy}`)
  try {
    calls.mkdirSync(trash, { recursive: true })
    calls.renameSync(join(home, 'workspaces', name), target)
    for (const claim of claimNames(target)) calls.rmSync(join(target, claim), { force: true })
    return success(target)
  } catch (error) {
    return fileTrouble(error, `move ${name} to ${trash}`)
  }
}
