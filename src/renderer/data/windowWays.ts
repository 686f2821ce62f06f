import type { SectionName } from '../state/placeHash.ts'

/** What to do about a trouble from the window, and the section where it is done. */
export type WindowWay = { readonly words: string; readonly section: SectionName | null }

const at = (section: SectionName | null, words: string): WindowWay => ({ words, section })

/** By code. The hints of the engine speak to a command line; whoever sits at the window is told its way first. */
export const WINDOW_WAYS: Readonly<Record<string, WindowWay>> = {
  'no-data': at('data', 'Bring in the bars in the section Data: import a file, download, or make sample data.'),
  'nothing-to-watch': at('data', 'Download the bars first, in the section Data.'),
  'no-rows': at('data', 'Nothing was imported. Check the file, then import it again in the section Data.'),
  'mostly-unreadable': at(
    'data',
    'Import it again in the section Data and say there which column is which, and how times are written.',
  ),
  'columns-needed': at('data', 'Say which column is which in the import dialog of the section Data.'),
  'columns-wrong': at('data', 'Correct the columns or the delimiter in the import dialog of the section Data.'),
  'time-format-wrong': at(
    'data',
    'Correct how times are written in the import dialog, or leave it to be told from the file.',
  ),
  'time-zone-needed': at('data', 'Choose the time zone of the file in the import dialog of the section Data.'),
  'data-broken': at(
    'data',
    'Import the same file again in the section Data: the bars are made anew from what was received.',
  ),
  'passport-broken': at('data', 'Import the same file again in the section Data: the passport is made anew.'),
  'source-unreachable': at('data', 'Start the same fetch again later in the section Data: what came is kept.'),
  'source-busy': at('data', 'Start the same fetch again after that time in the section Data: what came is kept.'),
  'source-refused': at(
    'data',
    'Check instruments, quote and range in the fetch dialog of the section Data, or choose another source there.',
  ),
  'source-elsewhere': at(
    'data',
    'Give in the fetch dialog of the section Data the address where the files really are.',
  ),
  'nothing-found': at('data', 'Choose another range, quote or source in the fetch dialog of the section Data.'),
  'range-before-head': at('data', 'Choose a later end, or another venue, in the download dialog of the section Data.'),
  'range-in-future': at('data', 'Choose an earlier beginning in the download dialog of the section Data.'),
  'range-empty': at('data', 'Choose a beginning before the end in the download dialog of the section Data.'),
  'range-too-long': at(
    'data',
    'Choose a shorter range in the download dialog of the section Data, and go on with the rest after it.',
  ),
  'bad-table-name': at('data', 'Give the table another name in the import dialog of the section Data.'),
  'predictions-unknown-symbol': at(
    'data',
    'Correct the symbols in the file, then import it again in the section Data.',
  ),
  'predictions-without-bars': at(
    'data',
    'Import the bars of the same instruments and time first, in the section Data.',
  ),
  'predictions-broken': at('data', 'Import the file of these predictions again in the section Data.'),
  'predictions-time': at(
    'data',
    'Correct the times in the file, or how they are written and their zone, in the import dialog of the section Data.',
  ),
  'predictions-not-a-number': at('data', 'Leave rows without a prediction out of the file, then import it again.'),
  'predictions-unordered': at('data', 'Sort each symbol of the file by time, oldest first, then import it again.'),
  'predictions-duplicate': at('data', 'Keep the one of the two that was known then, and import the file again.'),
  'predictions-empty': at('data', 'Choose a file with rows in the import dialog of the section Data.'),
  'hold-out-fixed': at('data', 'The section Data tells what is sealed. Leave that instrument out to seal others.'),
  'hold-out-broken': at(null, 'Put hold-out.json of the workspace back from a copy; nothing is read without it.'),
  'pair-needed': at(
    'pipeline',
    'Set both roles in the manifest, in the section Pipeline, or create a workspace with two symbols.',
  ),
  'role-missing': at('pipeline', 'Set both roles in the manifest, in the section Pipeline.'),
  'no-stage-output': at('pipeline', 'Run the pipeline on in the section Pipeline, until that stage is done.'),
  'run-unfinished': at('pipeline', 'Continue the run in the section Pipeline: what is kept is not done again.'),
  'run-incomplete': at('pipeline', 'Continue the run in the section Pipeline: what is kept is not done again.'),
  'run-data-changed': at('pipeline', 'Start a new run in the section Pipeline, and look at that one.'),
  'run-broken': at(
    'pipeline',
    'Remove the folder of that run, then start it again with the same choices in the section Pipeline.',
  ),
  'discovery-broken': at(
    'discovery',
    'Start the same discovery again with the same choices in the section Discovery: all of it is made anew, with the same bytes.',
  ),
  'published-changed': at(
    'pipeline',
    'Start the run again with the same choices in the section Pipeline: it publishes the same files anew.',
  ),
  'verify-differs': at(
    'pipeline',
    'A file that was changed on disk is made anew by the same run, started in the section Pipeline. Otherwise it is a fault: report it.',
  ),
  'summary-unreadable': at(
    'pipeline',
    'Start the run again with the same choices in the section Pipeline: it publishes the same files anew.',
  ),
  'matrix-missing': at(
    'build',
    'Build it in the section Build. A matrix of a run is made anew by starting the run again in the section Pipeline.',
  ),
  'matrix-changed': at('build', 'Build the matrix again in the section Build: it makes the same bytes.'),
  'matrix-unreadable': at('build', 'Build the matrix again in the section Build: it makes the same bytes.'),
  'matrix-untrusted': at(
    'build',
    'Look at its report in the section Build and build it without what is at fault; the form of the training can learn from it all the same, and says so.',
  ),
  'own-feature-types': at('build', 'Mend the file, then check it again among the own features in the section Build.'),
  'own-feature-failed': at('build', 'Mend the file, then check it again among the own features in the section Build.'),
  'unknown-feature': at('build', 'Look it up in the feature library of the section Build.'),
  'unknown-target': at('build', 'Choose a target in the form of the section Build.'),
  'empty-matrix': at(
    'build',
    'Choose a longer range or features of a shorter warm-up in the form of the section Build.',
  ),
  'empty-target': at('build', 'Choose a longer range or a shorter horizon in the form of the section Build.'),
  'model-missing': at('model', 'See in the section Model which models there are, and train one.'),
  'model-changed': at('model', 'Train it again in the section Model with the same choices: it makes the same bytes.'),
  'model-unfinished': at(
    'model',
    'Train it again in the section Model with the same choices: what is kept is not done again.',
  ),
  'model-version': at('model', 'Train it again in the section Model with this version of the program.'),
  'unknown-model': at('model', 'Choose a kind of model in the form of the section Model.'),
  'model-task': at('model', 'Choose in the form of the section Model a kind of model that learns such a target.'),
  'model-trained-here': at(null, 'Bring it in under another name, in the same form.'),
  'bad-model-id': at(
    'model',
    'Write another name in the form of the section Model: letters, digits, ".", "_" and "-".',
  ),
  'exchange-many-models': at('model', 'Choose beside the format the model of one seed, or the format ONNX.'),
  'exchange-calibrated': at(
    'model',
    'Tick beside the format that the calibration is left out, or choose the format ONNX.',
  ),
  'exchange-not-sayable': at('model', 'Choose the format ONNX in the section Model.'),
  'onnx-which-output': at('model', 'Name the output in the form that brings a model in, in the section Model.'),
  'matrix-of-other-bars': at('model', 'Choose a matrix of the same bars beside the button, or build one.'),
  'matrix-without-columns': at('build', 'Build a matrix with all features that the model learned from.'),
  'matrix-of-other-columns': at(
    'build',
    'Build the matrix with the version of the feature that the model learned from, as in RSI_14@1, or train the model anew.',
  ),
  'no-hold-out': at(
    'data',
    'Seal one in the section Data before models are trained. Bars that come later serve too: build a matrix on them, and predict it in the section Model.',
  ),
  'model-learned-sealed-rows': at(
    'build',
    'Build the matrix again in the section Build and train on it: what is sealed now is left out.',
  ),
  'hold-out-empty': at(
    'data',
    'Bring newer bars in, in the section Data, or choose there a boundary with bars on both sides of it.',
  ),
  'hold-out-not-foretold': at('model', 'Take the version through the hold-out first, in the section Model.'),
  'shadow-first': at('model', 'Put it into shadow first, in the section Model.'),
  'stage-unchanged': at('model', 'Choose another stage in the section Model.'),
  'reason-needed': at('model', 'Write beside the stage why it is changed.'),
  'lineage-broken': at(
    'model',
    'Build the matrix on what there is now in the section Build, then train on it in the section Model.',
  ),
  'leaderboard-broken': at(
    'leaderboard',
    'Press Update in the section Leaderboard: the board is made from the results anew.',
  ),
  'already-watched': at('data', 'Turn off in the section Data what is kept up to date, then turn it on again.'),
  'clean-list-changed': at('settings', 'Look at the list in the Settings again, then agree to it.'),
  'too-few-days': at('data', 'Bring in more bars in the section Data, or ask with more years.'),
  'not-reviewed': at('leaderboard', 'Open the entry in the section Leaderboard, write what you found, and accept it.'),
  'review-rejected': at('leaderboard', 'A later review in the section Leaderboard outdoes the one that rejected it.'),
  'not-a-backtest': at('leaderboard', 'Open it, run its configuration as a backtest, and review and lock that one.'),
  'not-in-cart': at('leaderboard', 'Open the entry in the section Leaderboard, accept it, and put it into the cart.'),
  'entry-outdated': at('leaderboard', 'Press Update in the section Leaderboard, and review the entry as it is now.'),
  'entry-missing': at('leaderboard', 'Press Update in the section Leaderboard: new results come onto the board.'),
  'gates-failed': at(null, 'Each gate that fails says what to try; nothing that fails one is chosen or locked.'),
  'deploy-inputs-changed': at('backtest', 'Run the same backtest again on what there is now, and review that one.'),
  'hold-out-sealed': at(
    null,
    'Choose an earlier range in the form, or tick there that the hold-out is opened: the ledger counts each opening.',
  ),
  'strategy-needed': at(null, 'Choose a strategy or events in the form, or start from a model in the section Model.'),
  'events-hold-out': at(
    null,
    'Leave the other instruments out of events.symbols in the form, or do not tick there that the hold-out is opened.',
  ),
  'events-without-sensor': at('data', 'Fetch or import the rows of that instrument in the section Data.'),
  'model-needed': at('model', 'Start it from a model in the section Model: its predictions are traded.'),
  'predictions-outside-range': at(null, 'Choose a range in the form that the predictions cover.'),
  'no-funding': at('data', 'Fetch the funding rates in the section Data, or set funding to false in the form.'),
  'sweep-too-large': at(
    null,
    'Use fewer values in the form, or draw from them: method random with a number of trials.',
  ),
  'range-without-step': at(null, 'Give the range a step in the form, or choose the method random, tpe or genetic.'),
  'too-many-trials': at(null, 'Choose the method random or grid in the form for so many trials.'),
  'model-id-taken': at('model', 'Train it under another name.'),
  'backtest-unfinished': at('backtest', 'Run the same backtest again: it makes it anew.'),
  'discovery-unfinished': at(
    'discovery',
    'Continue it in the list of jobs at the bottom, or start the same discovery again: what is kept of it is not done again.',
  ),
  'discovery-data-changed': at(
    'discovery',
    'Start the discovery again in the section Discovery: it is then one of the data that lie here now.',
  ),
  'run-id-taken': at(
    'discovery',
    'Choose another name in the form, or leave it empty: it is then named by what decides it.',
  ),
  'no-such-candidate': at('discovery', 'Choose one of the table of what was looked at closely.'),
  'too-many-hypotheses': at(
    'discovery',
    'Choose fewer kinds of events, conditions or horizons in the form, or raise max_hypotheses there.',
  ),
  'interval-too-coarse': at(
    null,
    'Choose the interval of the stored bars in the form, or import finer ones in the section Data.',
  ),
  'sensor-missing': at(
    'data',
    'Fetch the table in the section Data, or leave the sensor out in the form of the discovery.',
  ),
  'sweep-unfinished': at('sweeps', 'Start the same sweep again: what is kept of it is not done again.'),
  'hold-out-unknown': at(
    'pipeline',
    'If the series were replaced, start a run in the section Pipeline and look at that one. If the file hold-out.json was lost, put it back from a copy before any run: a run without it may seal other bars.',
  ),
  'manifest-invalid': at(
    'home',
    'Repair it in the editor that the Home and the workspace itself have for it: every fault is named with its line.',
  ),
  'manifest-missing': at(
    'home',
    'Put workspace.yaml back, or paste its text into the editor that the Home and the workspace itself have for it.',
  ),
  'workspace-missing': at('home', 'See in the Home which workspaces there are.'),
  'workspace-busy': at(
    null,
    'Wait for its end or cancel it in the list of jobs at the bottom; everything can be looked at meanwhile.',
  ),
  'no-running-job': at(null, 'It has ended by itself: the list of jobs at the bottom says how.'),
  'job-missing': at(null, 'Look at the list of jobs at the bottom again.'),
  'worker-died': at(
    'settings',
    'Most likely the memory did not suffice: set fewer worker threads in the Settings, then start it again.',
  ),
  'ibkr-nobody-listening': at(
    'settings',
    'Start TWS or IB Gateway and let it take connections of programs; address and port are in the Settings.',
  ),
  'bad-time-zone': at('settings', 'Choose a time zone of the list in the Settings.'),
}
