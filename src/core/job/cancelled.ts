/** Thrown by `beat` when the job was asked to stop; the only expected throw besides a bug. */
export class Cancelled extends Error {
  constructor() {
    super('The job was cancelled')
    this.name = 'Cancelled'
  }
}
