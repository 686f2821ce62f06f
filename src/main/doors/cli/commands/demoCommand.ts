import { type Command, Option } from 'commander'
import { failure, type Outcome, success } from '../../../../core/outcome/outcome.ts'
import type { RunReport } from '../../../engine/pipeline/runPipeline.ts'
import { withExamples } from '../examples.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { PROGRESS_MODES, type ProgressMode } from '../progress/progressDisplay.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { runWorkspace } from '../runWorkspace.ts'
import { sampleWorkspace } from '../sampleWorkspace.ts'
import { type DemoReport, demoText } from '../texts/demoText.ts'

type DemoFlags = { readonly workers?: number; readonly progress?: ProgressMode }

const SAMPLES = [
  { workspace: 'demo_noise', sample: { kind: 'noise', seed: 1, bars: 43_800 } },
  { workspace: 'demo_planted', sample: { kind: 'planted', strength: 5, seed: 1, bars: 43_800 } },
] as const

export function registerDemoCommand(program: Command, context: CommandContext): void {
  const demo = program
    .command('demo')
    .description(
      'Run the main job on two synthetic samples, one without and one with an edge, and compare the verdicts',
    )
    .option('--workers <number>', 'worker threads (default: one a core)', positiveWholeNumberFlag)
    .addOption(new Option('--progress <form>', 'how progress is shown').choices(PROGRESS_MODES))
    .action((flags: DemoFlags, self: Command) =>
      runCommand(context, self, (session) => runDemo(session, flags), demoText),
    )
  withExamples(demo, ['assay demo', 'assay demo --home /tmp/assay-demo'])
}

/** One after the other, so that neither sample's progress hides the other's; a demo that was made before is only shown again. */
async function runDemo(session: Session, flags: DemoFlags): Promise<Outcome<DemoReport>> {
  const runs: RunReport[] = []
  for (const { workspace, sample } of SAMPLES) {
    const text = `${workspace}: ${sample.kind === 'noise' ? 'random walks, no edge at all' : 'the same, with one planted edge (true net annual Sharpe 5)'}`
    session.terminal.printError(
      flags.progress === 'json' ? `${JSON.stringify({ type: 'note', text })}\n` : `\n${text}\n`,
    )
    const filled = await sampleWorkspace(session, workspace, sample, flags.progress)
    if (!filled.ok) return filled
    const run = await runWorkspace(session, workspace, flags)
    if (!run.ok) return run
    runs.push(run.value)
  }
  const [noise, planted] = runs
  if (noise === undefined || planted === undefined)
    return failure('demo-incomplete', 'The demo did not run both samples.', 'Run it again.')
  return success({ home: session.home, noise, planted })
}
