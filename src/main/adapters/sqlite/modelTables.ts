import type Database from 'better-sqlite3'
import {
  type ModelVersion,
  modelVersionSchema,
  type StageChange,
  stageChangeSchema,
} from '../../../core/contract/modelRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { WorkspaceStore } from '../../engine/ports/workspaceStore.ts'

/** The registry of models: versions with their stage, and the journal of its changes. */
export const MODEL_TABLES: readonly string[] = [
  `model_versions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (model_id, sha256)
)`,
  'model_stages (number INTEGER PRIMARY KEY AUTOINCREMENT, model_id TEXT NOT NULL, sha256 TEXT NOT NULL, record TEXT NOT NULL)',
]

type ModelCalls = Pick<WorkspaceStore, 'addModelVersion' | 'modelVersions' | 'changeStages' | 'stageChanges'>

export function modelCalls(database: Database.Database, call: <T>(action: () => T) => Outcome<T>): ModelCalls {
  return {
    addModelVersion: (version) => call(() => database.transaction(() => addVersion(database, version)).immediate()),
    modelVersions: () =>
      call(() => {
        const records = database.prepare<[], string>('SELECT record FROM model_versions ORDER BY number').pluck().all()
        return records.map((record) => modelVersionSchema.parse(JSON.parse(record)))
      }),
    changeStages: (changes) =>
      call(() => {
        const all = database.transaction(() => {
          for (const change of changes) changeStage(database, change)
        })
        all.immediate()
      }),
    stageChanges: (modelId) =>
      call(() => {
        const sql = 'SELECT record FROM model_stages WHERE model_id = ? ORDER BY number'
        const records = database.prepare<[string], string>(sql).pluck().all(modelId)
        return records.map((record) => stageChangeSchema.parse(JSON.parse(record)))
      }),
  }
}

function addVersion(database: Database.Database, version: ModelVersion): void {
  const { modelId, sha256, stage, createdMs } = version
  const added = database
    .prepare('INSERT INTO model_versions (model_id, sha256, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(modelId, sha256, JSON.stringify(version))
  if (added.changes === 0) return
  writeChange(database, { modelId, sha256, from: null, to: stage, reason: 'trained', atMs: createdMs })
}

function changeStage(database: Database.Database, change: StageChange): void {
  const record = database
    .prepare<[string, string], string>('SELECT record FROM model_versions WHERE model_id = ? AND sha256 = ?')
    .pluck()
    .get(change.modelId, change.sha256)
  if (record === undefined) throw new Error(`No version ${change.sha256} of ${change.modelId}`)
  const version = { ...modelVersionSchema.parse(JSON.parse(record)), stage: change.to }
  database
    .prepare('UPDATE model_versions SET record = ? WHERE model_id = ? AND sha256 = ?')
    .run(JSON.stringify(version), change.modelId, change.sha256)
  writeChange(database, change)
}

function writeChange(database: Database.Database, change: StageChange): void {
  database
    .prepare('INSERT INTO model_stages (model_id, sha256, record) VALUES (?, ?, ?)')
    .run(change.modelId, change.sha256, JSON.stringify(change))
}
