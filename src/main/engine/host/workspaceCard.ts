import type { Hash } from '../../../core/contract/hash.ts'
import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { SeriesSpan, WorkspaceCard } from '../../../core/contract/workbench/views.ts'
import type { Passport } from '../../../core/market/passport.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { parsePassport, readPassportBy, storedSeries } from '../data/storedPassport.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { runList } from '../queries/runList.ts'
import { createEquityLines } from './equityLine.ts'
import { recentValues } from './recentValues.ts'
import { rememberedManifests } from './rememberedManifests.ts'

export type CardPorts = JobPortsToRead & { readonly hash: Hash }

const MOST_SPANS = 2_000

/** What the home shows of one workspace. Whatever cannot be read is left out and told in `trouble`. */
export function createCards(given: CardPorts): (name: string) => Promise<WorkspaceCard> {
  const ports = { ...given, manifests: rememberedManifests(given.manifests) }
  const equityOf = createEquityLines()
  const spansOf = createSpans(ports.hash)
  return async (name) => {
    const opened = openWorkspace(ports, name)
    const { root } = ports.home.workspaceFiles(name)
    if (!opened.ok)
      return { name, folder: root, workspace: null, trouble: opened.trouble, series: [], lastRun: null, equity: [] }
    const { workspace, files } = opened.value
    const { spans, trouble } = spansOf(files)
    const runs = await runList(ports, name)
    const list: readonly RunRecord[] = runs.ok ? runs.value : []
    const complete = list.find((run) => run.state === 'done')
    return {
      name,
      folder: root,
      workspace,
      trouble: runs.ok ? trouble : runs.trouble,
      series: spans,
      lastRun: list[0] ?? null,
      equity: complete === undefined ? [] : equityOf(files, complete.runId),
    }
  }
}

type Spans = { readonly spans: readonly SeriesSpan[]; readonly trouble: Trouble | null }

/** A passport is checked once; then its text is known by its hash. */
function createSpans(hash: Hash): (files: GuardedFiles) => Spans {
  const known = recentValues<SeriesSpan>(MOST_SPANS)
  const parse = (text: string): SeriesSpan | null => {
    const key = hash(text)
    const passport = known.get(key) === undefined ? parsePassport(text) : null
    if (passport !== null) known.set(key, spanOf(passport))
    return known.get(key) ?? null
  }
  return (files) => {
    const read = storedSeries(files).map(({ symbol, interval }) => readPassportBy(parse, files, symbol, interval))
    return {
      spans: read.flatMap((span) => (span.ok ? [span.value] : [])),
      trouble: read.flatMap((span) => (span.ok ? [] : [span.trouble]))[0] ?? null,
    }
  }
}

function spanOf({ symbol, interval, firstTime, lastTime, clean }: Passport): SeriesSpan {
  return { symbol, interval, firstTime, lastTime, bars: clean }
}
