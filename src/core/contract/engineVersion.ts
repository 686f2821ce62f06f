/** Part of every run's identity: raised whenever the same data and configuration would give other numbers. Equal to the version in package.json. */
export const ENGINE_VERSION = '0.5.0'
