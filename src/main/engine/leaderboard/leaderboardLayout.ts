/** The board of a workspace; a lock of its own lies in the folder, so that a review waits for no pipeline. */
export const LEADERBOARD_FOLDER = 'leaderboard'
export const ENTRIES_FILE = `${LEADERBOARD_FOLDER}/entries.json`
export const JOURNAL_FILE = `${LEADERBOARD_FOLDER}/journal.jsonl`
export const DEPLOYMENTS_FOLDER = 'deployments'
