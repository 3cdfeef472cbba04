/** The environment variable for a connection's secret: `US_SHOP_APP_SECRET`. */
export const variableOf = (connection: string, setting: string): string =>
  `${connection}_${setting.replace(/[A-Z]/g, letter => `_${letter}`)}`.replaceAll('-', '_').toUpperCase()
