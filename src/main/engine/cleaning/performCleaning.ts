import type { CleanItem, CleanPlace, CleanPlan, CleanReport } from '../../../core/contract/workbench/careViews.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { CleanPorts } from './planCleaning.ts'

/** Removes what the plan lists, a workspace only under its lock: one that became busy meanwhile is left alone. */
export function performCleaning(ports: CleanPorts, plan: CleanPlan): CleanReport {
  const left: CleanReport['left'][number][] = []
  let removedFiles = 0
  let removedBytes = 0
  const removeAll = (place: CleanPlace, files: GuardedFiles): void => {
    for (const item of place.items) {
      const removed = files.remove(item.path)
      if (removed.ok) {
        removedFiles += item.files
        removedBytes += item.bytes
      } else left.push({ place: place.name, path: item.path, trouble: removed.trouble })
    }
  }
  for (const place of plan.places) {
    if (place.busy !== null) continue
    if (place.kind === 'home') removeAll(place, ports.homeFiles)
    else if (place.kind === 'repository') removeAll(place, ports.repository)
    else
      underLock(ports, place, removeAll, (item, trouble) => left.push({ place: place.name, path: item.path, trouble }))
  }
  return { plan, isDone: true, removedFiles, removedBytes, left }
}

function underLock(
  { home, locks }: CleanPorts,
  place: CleanPlace,
  removeAll: (place: CleanPlace, files: GuardedFiles) => void,
  leave: (item: CleanItem, trouble: Trouble) => void,
): void {
  const files = home.workspaceFiles(place.name)
  const lock = locks.acquire(files.root, 'assay clean')
  if (!lock.ok) {
    for (const item of place.items) leave(item, lock.trouble)
    return
  }
  try {
    removeAll(place, files)
  } finally {
    lock.value.release()
  }
}
