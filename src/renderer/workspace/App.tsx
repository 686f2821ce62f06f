import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { type Host, HostContext } from '../data/host.ts'
import { EngineContext, type EngineHold } from '../data/useEngineHold.ts'
import { pageColours, pageTheme } from '../theme/pageTheme.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Frame } from './Frame.tsx'
import { SettingsProvider } from './SettingsProvider.tsx'
import { TroubleWays } from './TroubleWays.tsx'

export function App({ hold, host }: { readonly hold: EngineHold; readonly host: Host }) {
  return (
    <MantineProvider theme={pageTheme} cssVariablesResolver={pageColours} defaultColorScheme="auto">
      <Boundary what="The workbench">
        <HostContext value={host}>
          <EngineContext value={hold}>
            <SettingsProvider>
              <TroubleWays>
                <Frame />
              </TroubleWays>
            </SettingsProvider>
          </EngineContext>
        </HostContext>
      </Boundary>
      <TroubleWays>
        <Notifications position="bottom-right" limit={4} />
      </TroubleWays>
    </MantineProvider>
  )
}
