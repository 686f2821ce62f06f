import type { CleanScope } from '../../../core/contract/workbench/careViews.ts'

/** Names are matched segment by segment; `*` stands for any letters of one segment. `kind`: of the last one; folders on the way are never links. */
export type CleanRule = {
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly what: string
  /** What it costs to be without. */
  readonly loss: string
  /** Left alone while this file is there. */
  readonly unless?: string
}

const UNITS = 'finished units of results that are not done'
const STARTS_ANEW = 'a run that was interrupted starts anew'

/** Of a workspace: what running leaves behind. Data, ledger, hold-out, published bundles and downloads under way are in no list. */
const WORKSPACE_RUNTIME: readonly CleanRule[] = [
  {
    path: 'data/staging',
    kind: 'folder',
    what: 'files of an import that was interrupted',
    loss: 'nothing: the next import makes them anew',
    unless: 'data/publication.json',
  },
  { path: 'data/raw/fetched/rows', kind: 'folder', what: 'rows on their way into a layer', loss: 'nothing' },
  { path: 'verify', kind: 'folder', what: 'scratch of verifying', loss: 'nothing' },
  ...['runs', 'backtests', 'sweeps', 'robustness'].map(
    (folder): CleanRule => ({ path: `${folder}/*/units`, kind: 'folder', what: UNITS, loss: STARTS_ANEW }),
  ),
  { path: 'models/*/versions/*/units', kind: 'folder', what: UNITS, loss: STARTS_ANEW },
  { path: 'jobs/*.log', kind: 'file', what: 'logs of jobs that have ended', loss: 'they can no longer be read' },
  { path: 'jobs/cancel-*', kind: 'file', what: 'requests to stop that nobody took', loss: 'nothing' },
]

const WORKSPACE_MADE_AGAIN: readonly CleanRule[] = [
  { path: 'features/*', kind: 'folder', what: 'feature store', loss: 'the next matrix computes its features again' },
]

/** Of the home. */
const HOME_RUNTIME: readonly CleanRule[] = [
  { path: 'engine/uploads', kind: 'folder', what: 'files that were given to the window', loss: 'give them again' },
]

/** Of a clone of the sources. */
const REPOSITORY: readonly CleanRule[] = [
  { path: 'out', kind: 'folder', what: 'built page and desktop', loss: 'npm start builds the page again' },
  { path: 'dist', kind: 'folder', what: 'packaged program', loss: 'package it again' },
  { path: 'coverage', kind: 'folder', what: 'coverage of tests', loss: 'nothing' },
  { path: '.cache', kind: 'folder', what: 'caches of tools', loss: 'nothing' },
  { path: 'node_modules/.cache', kind: 'folder', what: 'caches of tools', loss: 'nothing' },
  { path: 'node_modules/.vite', kind: 'folder', what: 'caches of tools', loss: 'nothing' },
  { path: 'node_modules/.vite-temp', kind: 'folder', what: 'caches of tools', loss: 'nothing' },
]

export function workspaceRules(scope: CleanScope): readonly CleanRule[] {
  if (scope === 'repo') return []
  return scope === 'all' ? [...WORKSPACE_RUNTIME, ...WORKSPACE_MADE_AGAIN] : WORKSPACE_RUNTIME
}

export function homeRules(scope: CleanScope): readonly CleanRule[] {
  return scope === 'repo' ? [] : HOME_RUNTIME
}

export function repositoryRules(scope: CleanScope): readonly CleanRule[] {
  return scope === 'repo' ? REPOSITORY : []
}
