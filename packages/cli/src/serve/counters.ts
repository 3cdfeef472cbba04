export type Labels = Readonly<Record<string, string>>

/** Numbers that only go up, by name and labels, for `/metrics`. */
export interface ServeCounters {
  count(name: CounterName, labels: Labels, by?: number): void
  /** In Prometheus' text format. */
  render(): string
}

const help = {
  webhooks_total: 'Notifications received, by what became of them.',
  runs_total: 'Runs ended, by flow and state.',
  records_total: 'Records settled, by flow and outcome.',
  calls_total: 'Calls made to other systems, by flow and connection.',
} as const

export type CounterName = keyof typeof help

export const createCounters = (): ServeCounters => {
  const values = new Map<CounterName, Map<string, number>>()
  return {
    count: (name, labels, by = 1) => {
      const series = values.get(name) ?? new Map<string, number>()
      values.set(name, series)
      const key = renderLabels(labels)
      series.set(key, (series.get(key) ?? 0) + by)
    },
    render: () =>
      [...values].map(([name, series]) => renderMetric(name, 'counter', help[name], series)).join(''),
  }
}

export const renderMetric = (
  name: string,
  type: 'counter' | 'gauge',
  description: string,
  series: ReadonlyMap<string, number>,
): string => {
  const lines = [...series].map(([labels, value]) => `tiktok_ns_${name}${labels} ${value}\n`)
  return `# HELP tiktok_ns_${name} ${description}\n# TYPE tiktok_ns_${name} ${type}\n${lines.join('')}`
}

export const renderLabels = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
