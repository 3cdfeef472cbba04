export { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.js'
export { StoreError } from './store-error.js'
