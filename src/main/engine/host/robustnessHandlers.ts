import type { Api } from '../../../core/contract/workbench/api.ts'
import type { RobustnessListItem } from '../../../core/contract/workbench/robustnessViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { findRobustness, type ListedRobustness, listRobustness } from '../robustness/listRobustness.ts'

type RobustnessHandlers = Pick<Handlers<Api, AbortSignal>, 'robustness.list' | 'robustness.show'>

/** Robustness suites of stored backtests. */
export function robustnessHandlers(ports: Pick<WorkspacePorts, 'home' | 'manifests'>): RobustnessHandlers {
  return {
    'robustness.list': ({ workspace }) => {
      const opened = openWorkspace(ports, workspace)
      return opened.ok ? success(listRobustness(opened.value.files).map(listItem)) : opened
    },
    'robustness.show': ({ workspace, robustnessId }) => {
      const opened = openWorkspace(ports, workspace)
      if (!opened.ok) return opened
      const found = findRobustness(opened.value.files, workspace, robustnessId)
      return found.ok ? success({ manifest: found.value.manifest, suite: found.value.suite }) : found
    },
  }
}

function listItem({ robustnessId, state, manifest, suite }: ListedRobustness): RobustnessListItem {
  return {
    robustnessId,
    state,
    backtestId: manifest?.backtestId ?? null,
    spec: manifest?.spec ?? null,
    engineVersion: manifest?.engineVersion ?? null,
    verdicts: suite?.verdicts ?? null,
  }
}
