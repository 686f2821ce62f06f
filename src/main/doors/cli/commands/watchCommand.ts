import type { Command } from 'commander'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { Update, WatchNews, WatchReport } from '../../../engine/download/watchSeries.ts'
import type { WatchSubject } from '../../../engine/download/watchSubject.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import { withExamples } from '../examples.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { type DownloadFlags, runDownload, withDownloadFlags } from '../runDownload.ts'
import { watchNewsEvents, watchNewsText, watchText } from '../texts/watchText.ts'

type WatchFlags = DownloadFlags & { readonly once?: boolean }

export function registerWatch(group: Command, context: CommandContext): void {
  const command = group
    .command('watch <workspace>')
    .description(
      'Keep what was downloaded up to date: after each bar that closes the same download runs again, until Ctrl-C. In between other commands may use the workspace.',
    )
    .option('--once', 'one update, then the end')
  withDownloadFlags(command).action((workspace: string, flags: WatchFlags, self: Command) =>
    runCommand(
      context,
      self,
      (session) => watch(session, workspace, flags),
      watchText,
      'Stopping; what is finished is kept. (Once more to stop at once.)',
    ),
  )
  withExamples(command, [
    'assay data watch btc_eth --port 7497',
    'assay data watch btc_eth --once --port 4001 --progress none',
    'assay data watch spy_qqq --symbols SPY --patience-min 60',
  ])
}

async function watch(session: Session, workspace: string, flags: WatchFlags): Promise<Outcome<WatchReport>> {
  const { assembleTime } = await import('../../../assemble.ts')
  const { watchSeries } = await import('../../../engine/download/watchSeries.ts')
  const subject = await subjectOf(session, workspace, flags)
  if (!subject.ok) return subject
  const plan = { ...subject.value, once: flags.once === true }
  const time = assembleTime()
  const tell = flags.progress === 'json' ? eventsOn(session, time.clock) : tellOn(session)
  return watchSeries(time, plan, updateOf(session, workspace, flags), tell, session.cancel)
}

/** The first update may be long and shows its progress; the later ones are a line each, unless another form was asked for. */
function updateOf(session: Session, workspace: string, flags: WatchFlags): Update {
  let first = true
  return async () => {
    const before = await subjectOf(session, workspace, flags)
    if (!before.ok) return before
    const from = new Date(before.value.fromMs).toISOString()
    const progress = flags.progress ?? (first ? undefined : 'none')
    first = false
    const { once: _once, progress: _asked, ...rest } = flags
    const update = { ...rest, from, ...(progress === undefined ? {} : { progress }) }
    const done = await runDownload(session, workspace, update, false)
    if (!done.ok) return done
    const after = await subjectOf(session, workspace, flags)
    return after.ok ? success(after.value.bars - before.value.bars) : after
  }
}

async function subjectOf(
  { home }: Session,
  workspace: string,
  { symbols = [] }: WatchFlags,
): Promise<Outcome<WatchSubject>> {
  const { assembleWorkspacePorts } = await import('../../../assemble.ts')
  const { openWorkspace } = await import('../../../engine/queries/openWorkspace.ts')
  const { watchSubject } = await import('../../../engine/download/watchSubject.ts')
  const opened = openWorkspace(assembleWorkspacePorts(home), workspace)
  return opened.ok ? watchSubject(opened.value, symbols) : opened
}

/** Beside the events of each update, for a program that listens. */
function eventsOn({ terminal }: Session, clock: Clock): (news: WatchNews) => void {
  const begunMs = clock.monotonicMs()
  return (news) => {
    for (const event of watchNewsEvents(news, Math.round(clock.monotonicMs() - begunMs)))
      terminal.printError(`${JSON.stringify(event)}\n`)
  }
}

/** With --json standard output holds the one document of the end alone. */
function tellOn({ terminal, json }: Session): (news: WatchNews) => void {
  const print = json ? terminal.printError : terminal.print
  return (news) => print(`${watchNewsText(news)}\n`)
}
