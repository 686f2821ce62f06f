import type Database from 'better-sqlite3'
import type { z } from 'zod'
import { type JobRecord, jobRecordSchema } from '../../../core/contract/jobRecord.ts'
import { type RunRecord, runRecordSchema } from '../../../core/contract/runRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { NewJob, WorkspaceStore, WorkspaceStores } from '../../engine/ports/workspaceStore.ts'
import { attempt } from './attempt.ts'
import { MODEL_TABLES, modelCalls } from './modelTables.ts'
import { openDatabase } from './openDatabase.ts'

const NAME = { noun: 'The list of jobs and runs', prefix: 'store' }

const SCHEMA = `
CREATE TABLE jobs (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE runs (number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, record TEXT NOT NULL);
`

export const sqliteWorkspaceStores: WorkspaceStores = {
  open(absolutePath, mode) {
    const opened = openDatabase({ path: absolutePath, mode, name: NAME, schema: SCHEMA, additions: MODEL_TABLES })
    return opened.ok ? { ok: true, value: storeOver(opened.value) } : opened
  },
}

function storeOver(database: Database.Database): WorkspaceStore {
  const call = <T>(action: () => T): Outcome<T> => attempt(NAME, action)
  return {
    addJob: (job) => call(() => database.transaction(() => addJob(database, job)).immediate()),
    saveJob: (job) =>
      call(() => {
        database
          .prepare('UPDATE jobs SET state = ?, record = ? WHERE id = ?')
          .run(job.state, JSON.stringify(job), job.id)
      }),
    job: (id) => call(() => one(database, jobRecordSchema, 'SELECT record FROM jobs WHERE id = ?', id)),
    jobs: () => call(() => all(database, jobRecordSchema, 'SELECT record FROM jobs ORDER BY number DESC')),
    saveRun: (run) => call(() => saveRun(database, run)),
    run: (runId) => call(() => one(database, runRecordSchema, 'SELECT record FROM runs WHERE run_id = ?', runId)),
    runs: () => call(() => all(database, runRecordSchema, 'SELECT record FROM runs ORDER BY number DESC')),
    ...modelCalls(database, call),
    close: () => database.close(),
  }
}

function addJob(database: Database.Database, job: NewJob): JobRecord {
  const last = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'jobs'").pluck().get() ?? 0
  const record = { ...job, id: `job-${String(last + 1).padStart(4, '0')}` }
  database
    .prepare('INSERT INTO jobs (id, state, record) VALUES (?, ?, ?)')
    .run(record.id, record.state, JSON.stringify(record))
  return record
}

/** A run keeps its place and its first `createdMs` however often it is run again. */
function saveRun(database: Database.Database, run: RunRecord): void {
  const before = one(database, runRecordSchema, 'SELECT record FROM runs WHERE run_id = ?', run.runId)
  const record = JSON.stringify({ ...run, createdMs: before?.createdMs ?? run.createdMs })
  database
    .prepare(
      'INSERT INTO runs (run_id, state, record) VALUES (?, ?, ?) ON CONFLICT (run_id) DO UPDATE SET state = excluded.state, record = excluded.record',
    )
    .run(run.runId, run.state, record)
}

function one<T>(database: Database.Database, schema: z.ZodType<T>, sql: string, key: string): T | null {
  const record = database.prepare<[string], string>(sql).pluck().get(key)
  return record === undefined ? null : schema.parse(JSON.parse(record))
}

function all<T>(database: Database.Database, schema: z.ZodType<T>, sql: string): readonly T[] {
  const records = database.prepare<[], string>(sql).pluck().all()
  return records.map((record) => schema.parse(JSON.parse(record)))
}
