import { describe, expect, it } from 'vitest'
import type { JobView } from '../../../../src/core/contract/workbench/views.ts'
import {
  artifactKind,
  artifactTitle,
  fileName,
  mediaType,
} from '../../../../src/renderer/sections/outputs/artifactKind.ts'
import { bytesOf } from '../../../../src/renderer/sections/outputs/bytesOf.ts'
import { previewHtml } from '../../../../src/renderer/sections/outputs/previewHtml.ts'
import { newestVerification, verifiedFiles } from '../../../../src/renderer/sections/outputs/verifyReport.ts'

const JOB: JobView = {
  key: 'k1',
  workspace: 'w',
  jobId: 'job-1',
  kind: 'verify',
  command: 'assay verify w --run=3f2a9911',
  state: 'done',
  canContinue: false,
  stages: [],
  stage: 'cleanup',
  done: 1,
  total: 1,
  elapsedMs: 1000,
  etaMs: null,
  note: '',
  notes: [],
  trouble: null,
  startedMs: 10,
  endedMs: 20,
  result: {
    runId: '3f2a9911',
    verified: true,
    files: [{ file: 'README.txt', recorded: 'ab', onDisk: 'ab', again: 'ab' }],
  },
}

describe('verification', () => {
  it('reads the files of a report that verified, and nothing from anything else', () => {
    expect(verifiedFiles(JOB)?.map(({ file }) => file)).toEqual(['README.txt'])
    for (const result of [null, 'x', {}, { files: [] }, { verified: false, files: [] }, { verified: true, files: 3 }])
      expect(verifiedFiles({ ...JOB, result })).toBeNull()
  })

  it('finds the newest job of this run, by whole id or its first letters', () => {
    const older = { ...JOB, key: 'old', startedMs: 1, command: 'assay verify w --run 3f2a' }
    expect(newestVerification([older, JOB], '3f2a9911')?.key).toBe('k1')
    expect(newestVerification([older], '3f2a9911')?.key).toBe('old')
    expect(newestVerification([JOB], '3f2b0000')).toBeNull()
    expect(newestVerification([{ ...JOB, command: 'assay verify w' }], '3f2a9911')).toBeNull()
    expect(newestVerification([{ ...JOB, kind: 'pipeline' }], '3f2a9911')).toBeNull()
  })
})

describe('published files', () => {
  it('knows each file of a bundle', () => {
    const files = [
      ['README.txt', 'text'],
      ['charts/01_step2_ml_simulation_btc_eth.png', 'picture'],
      ['charts/02_step3_real_ml_btc_eth.png', 'picture'],
      ['report.html', 'html'],
      ['reports/final_output_summary.json', 'json'],
    ]
    for (const [file, kind] of files) {
      expect(artifactKind({ file: file! })).toBe(kind)
      expect(artifactTitle({ file: file! })).not.toBe('')
    }
    expect(artifactKind({ file: 'thing.bin' })).toBe('other')
    expect(mediaType({ file: 'a.png' })).toBe('image/png')
    expect(fileName('charts/a.png')).toBe('a.png')
    expect(fileName('a.png')).toBe('a.png')
  })

  it('gives back the bytes of both encodings', () => {
    expect([...bytesOf({ encoding: 'base64', content: 'AP8Q' })]).toEqual([0, 255, 16])
    expect(new TextDecoder().decode(bytesOf({ encoding: 'text', content: 'Größe ≥ 1' }))).toBe('Größe ≥ 1')
  })

  it('changes only fonts and inner links in the preview', () => {
    const report =
      '<style>@font-face{src:url(data:font/ttf;base64,AA==)}b{color:red}</style><a href="#gates">#gates</a>'
    expect(previewHtml(report)).toBe('<style>b{color:red}</style><a href="about:srcdoc#gates">#gates</a>')
  })
})
