import { Command } from 'commander'
import { registerBacktestCommands } from './commands/backtestCommands.ts'
import { registerCleanCommand } from './commands/cleanCommand.ts'
import { registerDataCommands } from './commands/dataCommands.ts'
import { registerDemoCommand } from './commands/demoCommand.ts'
import { registerDeployCommands } from './commands/deployCommands.ts'
import { registerDiscoverCommands } from './commands/discoverCommands.ts'
import { registerDoctorCommand } from './commands/doctorCommand.ts'
import { registerGatewayCommands } from './commands/gatewayCommands.ts'
import { registerHoldOutCommands } from './commands/holdOutCommands.ts'
import { registerIbkrCommands } from './commands/ibkrCommands.ts'
import { registerCartCommands, registerLeaderboardCommands } from './commands/leaderboardCommands.ts'
import { registerLedgerCommands } from './commands/ledgerCommands.ts'
import { registerMatrixCommands } from './commands/matrixCommands.ts'
import { registerModelCommands } from './commands/modelCommands.ts'
import { registerNotebookCommand } from './commands/notebookCommand.ts'
import { registerPipelineCommands } from './commands/pipelineCommands.ts'
import { registerPowerCommand } from './commands/powerCommand.ts'
import { registerPredictionsCommands } from './commands/predictionsCommands.ts'
import { registerReportCommand } from './commands/reportCommand.ts'
import { registerRobustnessCommands } from './commands/robustnessCommands.ts'
import { registerRunsCommands } from './commands/runsCommands.ts'
import { registerServeCommand } from './commands/serveCommand.ts'
import { registerSweepCommands } from './commands/sweepCommands.ts'
import { registerTrainCommand } from './commands/trainCommands.ts'
import { registerVerifyCommand } from './commands/verifyCommand.ts'
import { registerWorkspaceCommands } from './commands/workspaceCommands.ts'
import { withExamples } from './examples.ts'
import type { CommandContext } from './runCommand.ts'

/** The command tree. It loads nothing of the engine: each action does that when it runs, so that --help is quick. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('assay')
    .description('Tells whether a trading edge is real. Everything stays on this machine.')
    .option('--home <folder>', 'where everything is kept (default: ASSAY_HOME, else ~/Assay)')
    .option('--json', 'print one JSON document instead of text')
    .option('--verbose', 'show the stack trace of an internal error')
    .configureHelp({ showGlobalOptions: true })
  withExamples(program, [
    'assay doctor',
    'assay workspace create btc_eth --primary BTC --secondary ETH --asset-class crypto --interval 1h --capital 10000',
    'assay data import btc_eth --role primary --file btc.csv --tz UTC',
    'assay pipeline run btc_eth --start-capital 10000',
  ])
  registerWorkspaceCommands(program, context)
  registerDataCommands(program, context)
  registerPipelineCommands(program, context)
  registerMatrixCommands(program, context)
  registerTrainCommand(program, context)
  registerModelCommands(program, context)
  registerNotebookCommand(program, context)
  registerPredictionsCommands(program, context)
  registerBacktestCommands(program, context)
  registerSweepCommands(program, context)
  registerDiscoverCommands(program, context)
  registerRobustnessCommands(program, context)
  registerRunsCommands(program, context)
  registerReportCommand(program, context)
  registerVerifyCommand(program, context)
  registerLeaderboardCommands(program, context)
  registerCartCommands(program, context)
  registerDeployCommands(program, context)
  registerHoldOutCommands(program, context)
  registerLedgerCommands(program, context)
  registerPowerCommand(program, context)
  registerIbkrCommands(program, context)
  registerGatewayCommands(program, context)
  registerServeCommand(program, context)
  registerDoctorCommand(program, context)
  registerCleanCommand(program, context)
  registerDemoCommand(program, context)
  return program
}
