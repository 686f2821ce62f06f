import { MultiSelect, TagsInput, Text } from '@mantine/core'
import { discoverySpecSchema } from '../../../core/contract/discoverySpec.ts'
import { DISCOVERY_MEANINGS } from '../../../core/contract/discoverySpecMeanings.ts'
import type { DiscoveryFamiliesView } from '../../../core/contract/workbench/discoveryViews.ts'
import { formFields } from '../../../core/contract/workbench/formFields.ts'
import { SENSOR_KINDS } from '../../../core/market/sensors/sensorKinds.ts'
import { choicesOf, SpecLine } from '../../parts/SpecLine.tsx'
import { specList, withSpecList } from '../../parts/specList.ts'
import { specField } from '../../parts/specText.ts'
import { conditionGroups, familyGroups } from './discoveryFieldChoices.ts'

type DiscoveryFieldsProps = {
  readonly families: DiscoveryFamiliesView
  readonly symbols: readonly string[]
  readonly text: string
  onText(text: string): void
}

type ListField = 'symbols' | 'families' | 'conditions' | 'directions' | 'horizons' | 'sensors'
/** Fields whose standard is a word in place of a list. */
const WORDS: Readonly<Record<string, string>> = { families: 'all', conditions: 'standard' }
const INTERVALS = ['5m', '15m', '30m', '1h', '4h', '1d'] as const
const RANGE: readonly string[] = ['start_date', 'end_date']

/** Every field of a discovery as its schema declares it, with what it means. */
export function DiscoveryFields({ families, symbols, text, onText }: DiscoveryFieldsProps) {
  const list = (field: ListField, placeholder: string, data: Choices) => (
    <ListLine field={field} placeholder={placeholder} data={data} text={text} onText={onText} />
  )
  return (
    <>
      <fieldset className="spec-group">
        <legend>What is looked at</legend>
        {list('symbols', `all of the workspace: ${symbols.join(', ')}`, symbols)}
        <div className="spec-pairs">
          {RANGE.map((key) => (
            <SpecLine
              key={key}
              text={text}
              onText={onText}
              path={[key]}
              standard={key === 'start_date' ? 'the first bar' : 'the hold-out'}
              help={DISCOVERY_MEANINGS[key]}
            />
          ))}
          <SpecLine
            text={text}
            onText={onText}
            path={['interval']}
            choices={INTERVALS}
            standard={discoverySpecSchema.parse({}).interval}
            help={DISCOVERY_MEANINGS.interval}
          />
        </div>
        {list('sensors', 'all that there are', SENSOR_KINDS)}
      </fieldset>
      <fieldset className="spec-group">
        <legend>Hypotheses</legend>
        {list('families', 'all that these bars and sensors allow', familyGroups(families))}
        {list('conditions', 'standard: a small fixed choice', conditionGroups(families))}
        {list('directions', 'long, short', ['long', 'short'])}
        <ListLine field="horizons" placeholder="1h, 4h, 24h" data={null} text={text} onText={onText} />
      </fieldset>
      <fieldset className="spec-group">
        <legend>Tests</legend>
        <div className="spec-pairs">
          {formFields(discoverySpecSchema)
            .filter(({ key }) => key !== 'interval' && !RANGE.includes(key))
            .map((field) => (
              <SpecLine
                key={field.key}
                text={text}
                onText={onText}
                path={[field.key]}
                choices={choicesOf(field)}
                standard={standardOf(field.key)}
                help={DISCOVERY_MEANINGS[field.key]}
              />
            ))}
        </div>
      </fieldset>
    </>
  )
}

type Choices = readonly string[] | readonly { readonly group: string; readonly items: readonly string[] }[]

type ListLineProps = {
  readonly field: ListField
  readonly placeholder: string
  /** Null: any text. */
  readonly data: Choices | null
  readonly text: string
  onText(text: string): void
}

const ORDER = ['label', 'input', 'description'] as const

function ListLine({ field, placeholder, data, text, onText }: ListLineProps) {
  const isWord = specField(text, [field]) === WORDS[field]
  const chosen = isWord ? [] : specList(text, [field])
  if (chosen === undefined)
    return (
      <Text size="xs" c="dimmed">
        {field} stands on several lines: change it in the YAML.
      </Text>
    )
  const common = {
    size: 'xs',
    label: field,
    description: DISCOVERY_MEANINGS[field],
    inputWrapperOrder: [...ORDER],
    placeholder: chosen.length === 0 ? placeholder : '',
    value: [...chosen],
    onChange: (next: string[]) => onText(withSpecList(text, [field], next)),
  }
  if (data === null) return <TagsInput {...common} />
  return (
    <MultiSelect
      {...common}
      data={withOthers(data, chosen)}
      searchable
      limit={200}
      maxDropdownHeight={260}
      nothingFoundMessage="None of that name"
    />
  )
}

/** What the text names although no list has it, such as a kind of event with a threshold of its own, stays. */
function withOthers(data: Choices, chosen: readonly string[]) {
  const groups = data.map((one) => (typeof one === 'string' ? one : { group: one.group, items: [...one.items] }))
  const known = new Set(data.flatMap((one) => (typeof one === 'string' ? [one] : one.items)))
  const others = chosen.filter((name) => !known.has(name))
  return [...groups, ...others]
}

function standardOf(key: string): string | undefined {
  const value = Object.entries(discoverySpecSchema.parse({})).find(([name]) => name === key)?.[1]
  return value === undefined || typeof value === 'object' ? undefined : String(value)
}
