import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pipelineJobSchema, workspaceDraftSchema } from '../../../../src/core/contract/workbench/api.ts'
import { downloadJobSchema } from '../../../../src/core/contract/workbench/dataJobs.ts'
import { formFields } from '../../../../src/core/contract/workbench/formFields.ts'

describe('formFields', () => {
  it('gives the fields of a pipeline job in order, without the constant that names it', () => {
    const fields = formFields(pipelineJobSchema)
    expect(fields.map(({ key, kind }) => [key, kind])).toEqual([
      ['startCapital', 'number'],
      ['seed', 'whole-number'],
      ['iterate', 'whole-number'],
      ['patternAid', 'yes-no'],
      ['workers', 'whole-number'],
    ])
    expect(fields.every(({ required }) => !required)).toBe(true)
  })

  it('keeps bounds as declared and leaves out those of the number type', () => {
    const [capital, seed, , , workers] = formFields(pipelineJobSchema)
    expect(capital).toMatchObject({ minimum: 0, minimumIsOpen: true, maximum: null })
    expect(seed).toMatchObject({ minimum: 0, minimumIsOpen: false, maximum: null })
    expect(workers).toMatchObject({ minimum: 1, minimumIsOpen: false, maximum: 256 })
  })

  it('offers the choices of an enumeration and leaves lists out', () => {
    const fields = formFields(downloadJobSchema)
    expect(fields.find(({ key }) => key === 'what')).toMatchObject({
      kind: 'choice',
      choices: ['AGGTRADES', 'TRADES', 'MIDPOINT', 'BID', 'ASK'],
    })
    expect(fields.some(({ key }) => key === 'symbols')).toBe(false)
  })

  it('says what is required; a default makes it optional', () => {
    const [name] = formFields(workspaceDraftSchema)
    expect(name).toMatchObject({ key: 'name', kind: 'text', required: true })
    const [withDefault] = formFields(z.strictObject({ port: z.number().int().default(7) }))
    expect(withDefault).toMatchObject({ key: 'port', required: false })
  })

  it('answers an empty schema with no fields', () => {
    expect(formFields(z.strictObject({}))).toEqual([])
  })
})
