/** In the order of the navigation. */
export const SECTIONS = ['data', 'pipeline', 'events', 'model', 'backtest', 'robustness', 'outputs'] as const
export type WorkspaceSection = (typeof SECTIONS)[number]
export type SectionName = WorkspaceSection | 'home' | 'settings'

export type Place = { readonly workspace: string | null; readonly section: SectionName; readonly runId: string | null }

export const HOME: Place = { workspace: null, section: 'home', runId: null }

/** `#/settings`, `#/w/kraken/backtest/0123abcd`: what the person looks at, so that reload, back and a copied address come back to it. */
export function parsePlace(hash: string): Place {
  const [head, workspace, section, runId] = hash.replace(/^#\/?/, '').split('/').map(decoded)
  if (head === 'settings') return { ...HOME, section: 'settings' }
  if (head !== 'w' || !workspace) return HOME
  return { workspace, section: SECTIONS.find((name) => name === section) ?? 'pipeline', runId: runId || null }
}

export function placeHash(place: Place): string {
  if (place.section === 'settings') return '#/settings'
  if (place.workspace === null || place.section === 'home') return '#/'
  const words = ['w', place.workspace, place.section, ...(place.runId === null ? [] : [place.runId])]
  return `#/${words.map(encodeURIComponent).join('/')}`
}

/** Another workspace has other runs: the run goes with the workspace unless one is named. */
export function moved(place: Place, patch: Partial<Place>): Place {
  const workspace = patch.workspace === undefined ? place.workspace : patch.workspace
  const runId = patch.runId === undefined ? (workspace === place.workspace ? place.runId : null) : patch.runId
  const wanted = patch.section ?? place.section
  const section =
    workspace !== null && patch.workspace && !patch.section && !isOfWorkspace(wanted) ? 'pipeline' : wanted
  return { workspace, section, runId }
}

export function isOfWorkspace(section: SectionName): section is WorkspaceSection {
  return section !== 'home' && section !== 'settings'
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return word
  }
}
