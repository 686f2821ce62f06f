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
  'range-before-head': at('data', 'Choose a later end, or another venue, in the download dialog of the section Data.'),
  'range-in-future': at('data', 'Choose an earlier beginning in the download dialog of the section Data.'),
  'range-empty': at('data', 'Choose a beginning before the end in the download dialog of the section Data.'),
  'range-too-long': at(
    'data',
    'Choose a shorter range in the download dialog of the section Data, and go on with the rest after it.',
  ),
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
    'pipeline',
    'Start the run again with the same choices in the section Pipeline: it makes the same matrix.',
  ),
  'leaderboard-broken': at(
    'leaderboard',
    'Press Update in the section Leaderboard: the board is made from the results anew.',
  ),
  'not-reviewed': at('leaderboard', 'Open the entry in the section Leaderboard, write what you found, and accept it.'),
  'review-rejected': at('leaderboard', 'A later review in the section Leaderboard outdoes the one that rejected it.'),
  'backtest-unfinished': at('backtest', 'Run the same backtest again: it makes it anew.'),
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
