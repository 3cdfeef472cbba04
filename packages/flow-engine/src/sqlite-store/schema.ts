/** Each entry takes the store from one version to the next. Released entries never change. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE cursors (flow TEXT PRIMARY KEY, cursor_ms INTEGER NOT NULL);
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY, flow TEXT NOT NULL, started_at_ms INTEGER NOT NULL, ended_at_ms INTEGER, report TEXT
  );
  CREATE INDEX runs_by_flow ON runs (flow, started_at_ms);
  CREATE TABLE versions (
    flow TEXT NOT NULL, trace_key TEXT NOT NULL, version_ms INTEGER NOT NULL, fingerprint TEXT NOT NULL,
    status TEXT NOT NULL, settled_at_ms INTEGER NOT NULL, PRIMARY KEY (flow, trace_key)
  ) WITHOUT ROWID;
  CREATE TABLE history (
    id INTEGER PRIMARY KEY, run_id TEXT NOT NULL, flow TEXT NOT NULL, trace_key TEXT NOT NULL, at_ms INTEGER NOT NULL,
    status TEXT NOT NULL, step TEXT, detail TEXT, version_ms INTEGER, writes TEXT NOT NULL
  );
  CREATE INDEX history_by_key ON history (trace_key, id);
  CREATE TABLE parked (
    flow TEXT NOT NULL, trace_key TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL, attempts INTEGER NOT NULL,
    first_parked_at_ms INTEGER NOT NULL, last_parked_at_ms INTEGER NOT NULL, resolved_at_ms INTEGER,
    run_id TEXT NOT NULL, parked TEXT NOT NULL, PRIMARY KEY (flow, trace_key)
  );
  CREATE INDEX parked_open ON parked (status, flow, first_parked_at_ms);
  CREATE TABLE locks (name TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at_ms INTEGER NOT NULL);
  `,
  `
  CREATE TABLE notifications (
    connection TEXT NOT NULL, notification_id TEXT NOT NULL, topic TEXT NOT NULL, record_id TEXT, received_at_ms INTEGER NOT NULL,
    PRIMARY KEY (connection, notification_id)
  ) WITHOUT ROWID;
  CREATE TABLE waiting_notifications (
    id INTEGER PRIMARY KEY, flow TEXT NOT NULL, connection TEXT NOT NULL, notification_id TEXT NOT NULL
  );
  CREATE INDEX waiting_by_flow ON waiting_notifications (flow, id);
  CREATE INDEX waiting_by_key ON waiting_notifications (connection, notification_id, flow);
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, by_whom TEXT NOT NULL, action TEXT NOT NULL, flow TEXT, trace_key TEXT,
    before TEXT, after TEXT
  );
  CREATE INDEX audit_by_key ON audit (trace_key, id);
  CREATE TABLE documents (
    id INTEGER PRIMARY KEY, flow TEXT NOT NULL, trace_key TEXT NOT NULL, ref TEXT NOT NULL, external_id TEXT
  );
  CREATE INDEX documents_by_ref ON documents (ref);
  CREATE INDEX documents_by_external_id ON documents (external_id) WHERE external_id IS NOT NULL;
  CREATE INDEX history_by_run ON history (run_id, id);
  ALTER TABLE parked ADD COLUMN assignee TEXT;
  ALTER TABLE parked ADD COLUMN tags TEXT;
  ALTER TABLE parked ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
  `,
  `
  CREATE TABLE caches (
    cache TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires_at_ms INTEGER, PRIMARY KEY (cache, key)
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE runs ADD COLUMN reason TEXT;
  `,
  `
  CREATE TABLE trails (history_id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, person TEXT, trail TEXT NOT NULL);
  CREATE INDEX trails_by_person ON trails (person) WHERE person IS NOT NULL;
  ALTER TABLE parked ADD COLUMN person TEXT;
  CREATE INDEX parked_by_person ON parked (person) WHERE person IS NOT NULL;
  UPDATE parked SET parked = json_set(json_remove(parked, '$.payload'), '$.record', json('{}')) WHERE status = 'resolved';
  CREATE TABLE journal (
    flow TEXT NOT NULL, step TEXT NOT NULL, idempotency_key TEXT NOT NULL, payload_hash TEXT NOT NULL, trace_key TEXT NOT NULL,
    at_ms INTEGER NOT NULL, change TEXT NOT NULL, ref TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (flow, step, idempotency_key)
  ) WITHOUT ROWID;
  CREATE INDEX journal_by_key ON journal (flow, trace_key);
  `,
  `
  CREATE TABLE pauses (flow TEXT PRIMARY KEY, since_ms INTEGER NOT NULL, by_whom TEXT NOT NULL, why TEXT);
  CREATE TABLE waits (
    flow TEXT NOT NULL, trace_key TEXT NOT NULL, cache TEXT NOT NULL, key TEXT NOT NULL, record_id TEXT NOT NULL,
    export_name TEXT NOT NULL, since_ms INTEGER NOT NULL, PRIMARY KEY (flow, trace_key)
  ) WITHOUT ROWID;
  ALTER TABLE runs ADD COLUMN version TEXT;
  ALTER TABLE documents ADD COLUMN change TEXT;
  `,
]
