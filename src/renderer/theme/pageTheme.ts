import {
  ActionIcon,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Modal,
  rem,
  Select,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'

/** Chips and notes are tinted, not filled: legible in both themes. */
const tinted: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input)
  if (input.variant !== 'light') return usual
  const name = input.color ?? input.theme.primaryColor
  const colour = (shade: number) => `var(--mantine-color-${name}-${shade})`
  const mix = (share: number) => `color-mix(in srgb, ${colour(6)} ${share}%, transparent)`
  return {
    background: mix(14),
    hover: mix(22),
    color: `light-dark(color-mix(in srgb, ${colour(9)} 65%, black), ${colour(3)})`,
    border: 'transparent',
  }
}

/** Dense and calm: 13 px, small radii, blue for what is chosen. The dark scale begins with text and ends with the ground. */
export const pageTheme = createTheme({
  fontFamily: 'Inter Variable, sans-serif',
  fontFamilyMonospace: 'JetBrains Mono Variable, monospace',
  headings: { fontFamily: 'Inter Variable, sans-serif', fontWeight: '600' },
  fontSizes: { xs: rem(12), sm: rem(12.5), md: rem(13), lg: rem(15), xl: rem(18) },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  defaultRadius: 4,
  primaryColor: 'ocean',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  variantColorResolver: tinted,
  focusRing: 'auto',
  cursorType: 'pointer',
  colors: {
    ocean: [
      '#e8f4fc',
      '#cfe6f6',
      '#a3d0ef',
      '#78bbe9',
      '#56a9e0',
      '#2d93d1',
      '#0f7dc0',
      '#0072b2',
      '#005f96',
      '#004c7a',
    ],
    dark: [
      '#e8edf4',
      '#c9d2de',
      '#a3afbf',
      '#8593a5',
      '#303a47',
      '#262e39',
      '#1b222c',
      '#12171f',
      '#0c1016',
      '#080b10',
    ],
    gray: [
      '#f7f9fb',
      '#eef1f5',
      '#e4e8ee',
      '#d5dbe4',
      '#c0c8d3',
      '#9aa5b4',
      '#667385',
      '#4a5565',
      '#303a47',
      '#18212d',
    ],
  },
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: Select.extend({ defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } }),
    MultiSelect: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tabs: { defaultProps: { keepMounted: false } },
    Badge: { defaultProps: { size: 'sm', radius: 'sm', variant: 'light' } },
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300, fz: 12 } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' }, transitionProps: { duration: 80 } },
    }),
  },
})

/** The colours of core/charts/palette, so that pictures and page are one. */
export const pageColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#18212d',
    '--mantine-color-dimmed': '#566273',
    '--mantine-color-placeholder': '#667385',
    '--ground': '#f2f5f8',
    '--surface': '#ffffff',
    '--raised': '#f7f9fb',
    '--line': '#dde3ea',
    '--hover': '#eef3f8',
    '--chosen': '#dceefa',
    '--accent': '#0072b2',
    '--gain': '#0068a3',
    '--loss': '#b34a00',
    '--muted': '#566273',
    '--shade': 'rgb(24 33 45 / 30%)',
  },
  dark: {
    '--mantine-color-body': '#12171f',
    '--mantine-color-text': '#e8edf4',
    '--mantine-color-dimmed': '#a3afbf',
    '--mantine-color-placeholder': '#8593a5',
    '--ground': '#0c1016',
    '--surface': '#12171f',
    '--raised': '#181e27',
    '--line': '#28303c',
    '--hover': '#1b222c',
    '--chosen': '#16293a',
    '--accent': '#56b4e9',
    '--gain': '#56b4e9',
    '--loss': '#f08a3c',
    '--muted': '#a3afbf',
    '--shade': 'rgb(0 0 0 / 55%)',
  },
})
