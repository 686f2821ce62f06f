import type { CleanItem, CleanPlace, CleanPlan, CleanScope } from '../../../core/contract/workbench/careViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { EngineRecords } from '../ports/engineRecords.ts'
import type { FileTrees } from '../ports/fileTrees.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { type CleanRule, homeRules, repositoryRules, workspaceRules } from './cleanRules.ts'
import { matchRule } from './matchRule.ts'

export type CleanPorts = WorkspacePorts & {
  readonly trees: FileTrees
  readonly homeFiles: GuardedFiles
  readonly engines: Pick<EngineRecords, 'running'>
  /** The folder of the program's sources. */
  readonly repository: GuardedFiles
}

/** What would be removed. Nothing is changed. Errors: `not-a-clone`, `engine-running` (repo). */
export function planCleaning(ports: CleanPorts, scope: CleanScope): Outcome<CleanPlan> {
  const engine = ports.engines.running()
  const isServed = engine === null ? null : `the engine (process ${engine.pid}) serves this home`
  if (scope === 'repo') {
    const checked = checkRepository(ports.repository, isServed)
    if (!checked.ok) return checked
    return success(
      planOf(scope, [placeOf(ports, 'repository', 'repository', ports.repository, null, repositoryRules(scope))]),
    )
  }
  const workspaces = ports.home.workspaceNames().map((name) => {
    const files = ports.home.workspaceFiles(name)
    const holder = ports.locks.holder(files.root)
    const busy = holder === null ? null : `${holder.command} is running (process ${holder.pid})`
    return placeOf(ports, 'workspace', name, files, busy, workspaceRules(scope))
  })
  const home = placeOf(ports, 'home', 'home', ports.homeFiles, isServed, homeRules(scope))
  return success(
    planOf(
      scope,
      [...workspaces, home].filter(({ items }) => items.length > 0),
    ),
  )
}

function placeOf(
  ports: CleanPorts,
  kind: CleanPlace['kind'],
  name: string,
  files: GuardedFiles,
  busy: string | null,
  rules: readonly CleanRule[],
): CleanPlace {
  const nowMs = ports.clock.nowMs()
  const items = rules.flatMap((rule) =>
    matchRule(files, ports.trees, rule).flatMap((path): readonly CleanItem[] => {
      const absolute = files.resolve(path)
      if (!absolute.ok) return []
      const { newestMs, ...size } = ports.trees.measure(absolute.value)
      const ageMs = Number.isNaN(newestMs) ? null : Math.max(0, nowMs - newestMs)
      return [{ path, rule: rule.path, what: rule.what, loss: rule.loss, ...size, ageMs }]
    }),
  )
  return { kind, name, busy, items }
}

function planOf(scope: CleanScope, places: readonly CleanPlace[]): CleanPlan {
  const free = places.filter(({ busy }) => busy === null).flatMap(({ items }) => items)
  const sum = (pick: (item: CleanItem) => number) => free.reduce((total, item) => total + pick(item), 0)
  return { scope, places, bytes: sum(({ bytes }) => bytes), files: sum(({ files }) => files) }
}

function checkRepository(files: GuardedFiles, isServed: string | null): Outcome<void> {
  if (!files.exists('.git') || !files.exists('package.json') || !files.exists('src/main/assemble.ts'))
    return failure(
      'not-a-clone',
      'This program does not run from a clone of its sources: there is nothing built to remove.',
      'assay clean runtime clears what running leaves behind.',
    )
  if (isServed === null) return success(undefined)
  return failure('engine-running', `The page is in use: ${isServed}.`, 'Stop it first, then clean.')
}
