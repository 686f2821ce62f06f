/** The key that commands are held with, as it is written on this machine's keyboard. */
export const MOD_KEY = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl'
