/** In the order of the navigation. */
export const SECTIONS = [
  'data',
  'build',
  'pipeline',
  'events',
  'discovery',
  'model',
  'backtest',
  'sweeps',
  'leaderboard',
  'robustness',
  'ledger',
  'outputs',
] as const
export type WorkspaceSection = (typeof SECTIONS)[number]
export type SectionName = WorkspaceSection | 'home' | 'settings'

/** `at`: what is open within the section (an event, a trade, a bar), in words of that section; null: nothing. */
export type Place = {
  readonly workspace: string | null
  readonly section: SectionName
  readonly runId: string | null
  readonly at: string | null
}

export const HOME: Place = { workspace: null, section: 'home', runId: null, at: null }

/**
 * `#/settings`, `#/settings/kraken`, `#/ledger`, `#/w/kraken/backtest/0123abcd?at=selected.12`: what the person looks at, so that reload, back and a copied address come back
 * to it.
 */
export function parsePlace(hash: string): Place {
  const [path = '', rest = ''] = hash.split('?')
  const [head, workspace, section, runId] = path.replace(/^#\/?/, '').split('/').map(decoded)
  if (head === 'settings') return { ...HOME, section: 'settings', workspace: workspace || null }
  const at = rest.startsWith('at=') ? decoded(rest.slice(3)) || null : null
  if (head === 'ledger') return { ...HOME, section: 'ledger', at }
  if (head !== 'w' || !workspace) return HOME
  return { workspace, section: SECTIONS.find((name) => name === section) ?? 'pipeline', runId: runId || null, at }
}

export function placeHash(place: Place): string {
  if (place.section === 'settings')
    return place.workspace === null ? '#/settings' : `#/settings/${encodeURIComponent(place.workspace)}`
  const at = place.at === null ? '' : `?at=${encodeURIComponent(place.at)}`
  if (place.workspace === null) return place.section === 'ledger' ? `#/ledger${at}` : '#/'
  if (place.section === 'home') return '#/'
  const words = ['w', place.workspace, place.section, ...(place.runId === null ? [] : [place.runId])]
  return `#/${words.map(encodeURIComponent).join('/')}${at}`
}

/**
 * Another workspace has other runs: the run goes with the workspace unless one is named. What is open within a section goes with the
 * section and the run.
 */
export function moved(place: Place, patch: Partial<Place>): Place {
  const workspace = patch.workspace === undefined ? place.workspace : patch.workspace
  const runId = patch.runId === undefined ? (workspace === place.workspace ? place.runId : null) : patch.runId
  const wanted = patch.section ?? place.section
  const section =
    workspace !== null && patch.workspace && !patch.section && !isOfWorkspace(wanted) ? 'pipeline' : wanted
  const stays = workspace === place.workspace && section === place.section && runId === place.runId
  return { workspace, section, runId, at: patch.at === undefined ? (stays ? place.at : null) : patch.at }
}

/** What can be shown without a workspace: the ledger is the home's. */
export const HOME_SECTIONS: readonly SectionName[] = ['home', 'ledger', 'settings']

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
