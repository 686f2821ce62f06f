import { createUnitRunner } from '../../../core/pipeline/unitRunner.ts'
import { systemClock } from '../../adapters/clock/systemClock.ts'
import { serveUnits } from '../../adapters/threads/serveUnits.ts'

serveUnits(createUnitRunner, systemClock)
