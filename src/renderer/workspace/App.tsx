import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { EngineContext, type EngineHold } from '../data/useEngineHold.ts'
import { pageColours, pageTheme } from '../theme/pageTheme.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Frame } from './Frame.tsx'
import { SettingsProvider } from './SettingsProvider.tsx'

export function App({ hold }: { readonly hold: EngineHold }) {
  return (
    <MantineProvider theme={pageTheme} cssVariablesResolver={pageColours} defaultColorScheme="auto">
      <Boundary what="The workbench">
        <EngineContext value={hold}>
          <SettingsProvider>
            <Frame />
          </SettingsProvider>
        </EngineContext>
      </Boundary>
      <Notifications position="top-right" limit={4} />
    </MantineProvider>
  )
}
