/**
 * The schema, step by step: step N brings a file of version N to version N + 1. Steps are never edited once released,
 * only added to. The version is SQLite's `user_version`.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE profile_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    effect TEXT NOT NULL,
    profile TEXT,
    region TEXT,
    resource TEXT,
    outcome TEXT NOT NULL,
    failure TEXT,
    took INTEGER,
    summary TEXT NOT NULL,
    machine TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at, id);
  CREATE INDEX audit_running ON audit (outcome) WHERE outcome = 'running';

  CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    owner TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    machine TEXT NOT NULL,
    pid INTEGER NOT NULL,
    heartbeat INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE own_profile (
    name TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE capability (endpoint TEXT PRIMARY KEY, checked INTEGER NOT NULL, value TEXT NOT NULL) STRICT;

  CREATE TABLE identity (
    profile TEXT NOT NULL,
    region TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (profile, region)
  ) STRICT;
  `,
  `
  CREATE TABLE capture_policy (
    profile TEXT PRIMARY KEY,
    mode TEXT NOT NULL,
    days REAL NOT NULL,
    bytes INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE capture_source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    profile TEXT NOT NULL,
    region TEXT NOT NULL,
    queue_url TEXT NOT NULL,
    queue TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (profile, region, queue_url)
  ) STRICT;

  CREATE TABLE captured_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    sent_at INTEGER,
    receive_count INTEGER,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    deleted_at INTEGER,
    seq INTEGER NOT NULL,
    group_id TEXT,
    size INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (source, message_id)
  ) STRICT;
  CREATE INDEX captured_by_time ON captured_message (at, id);
  CREATE INDEX captured_by_source ON captured_message (source, at, id);
  CREATE INDEX captured_by_change ON captured_message (source, seq);
  CREATE INDEX captured_by_sight ON captured_message (source, last_seen, id, bytes);

  CREATE TABLE captured_body (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    escaped INTEGER NOT NULL,
    words TEXT NOT NULL,
    attributes TEXT NOT NULL,
    system TEXT NOT NULL,
    origin TEXT
  ) STRICT;
  CREATE VIRTUAL TABLE captured_text USING fts5(
    body, words, content = 'captured_body', content_rowid = 'id', tokenize = 'trigram', detail = none
  );
  INSERT INTO captured_text (captured_text, rank) VALUES ('secure-delete', 1);

  CREATE TRIGGER captured_in AFTER INSERT ON captured_message BEGIN
    UPDATE capture_source SET count = count + 1, bytes = bytes + new.bytes WHERE id = new.source;
  END;
  CREATE TRIGGER captured_out AFTER DELETE ON captured_message BEGIN
    UPDATE capture_source SET count = count - 1, bytes = bytes - old.bytes WHERE id = old.source;
  END;
  CREATE TRIGGER captured_anew AFTER UPDATE OF bytes ON captured_message BEGIN
    UPDATE capture_source SET bytes = bytes - old.bytes + new.bytes WHERE id = new.source;
  END;

  CREATE TABLE capture_removals (n INTEGER NOT NULL) STRICT;
  INSERT INTO capture_removals (n) VALUES (0);
  CREATE TABLE capture_chore (name TEXT PRIMARY KEY) STRICT;
  CREATE TABLE capture_filter (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    wanted TEXT NOT NULL,
    profile TEXT NOT NULL,
    input TEXT NOT NULL,
    destination TEXT,
    tally TEXT NOT NULL,
    rate REAL,
    failure TEXT,
    created INTEGER NOT NULL,
    started INTEGER,
    ended INTEGER,
    epoch INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX job_by_time ON job (created, id);
  CREATE UNIQUE INDEX job_by_change ON job (changed);

  CREATE TABLE job_item (
    number INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    group_id TEXT,
    sequence TEXT,
    digest TEXT,
    handle TEXT,
    hold_until INTEGER,
    attempts INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    dedup_id TEXT,
    first_send INTEGER,
    doubt INTEGER NOT NULL,
    new_id TEXT,
    new_sequence TEXT,
    reason TEXT,
    returned_at INTEGER,
    outgoing TEXT,
    receives INTEGER NOT NULL,
    sent_at INTEGER,
    receive_count INTEGER,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (job, message)
  ) STRICT;
  CREATE INDEX job_item_by_state ON job_item (job, state);
  CREATE INDEX job_item_by_copy ON job_item (new_id) WHERE new_id IS NOT NULL;
  CREATE INDEX job_item_marked ON job_item (job) WHERE doubt = 1 OR returned_at IS NOT NULL;
  `,
  `
  CREATE TABLE saved_item (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    profile TEXT,
    content TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX saved_item_by_profile ON saved_item (profile);
  `,
  `
  CREATE TABLE capture_grouping (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, used INTEGER NOT NULL) STRICT;
  INSERT INTO capture_grouping (id, path, used) VALUES (0, '', 0);
  CREATE TABLE captured_group (
    id INTEGER NOT NULL,
    grouping INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (id, grouping)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX captured_by_group ON captured_group (grouping, key, id);
  CREATE TABLE captured_ungrouped (id INTEGER PRIMARY KEY) STRICT;
  INSERT INTO captured_ungrouped (id) SELECT id FROM captured_body;

  CREATE TRIGGER captured_body_in AFTER INSERT ON captured_body BEGIN
    INSERT OR IGNORE INTO captured_ungrouped (id) VALUES (new.id);
  END;
  CREATE TRIGGER captured_body_out AFTER DELETE ON captured_body BEGIN
    DELETE FROM captured_group WHERE id = old.id;
    DELETE FROM captured_ungrouped WHERE id = old.id;
  END;

  CREATE TABLE group_note (
    key TEXT NOT NULL,
    profile TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (key, profile)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE job_item ADD COLUMN edit TEXT;
  ALTER TABLE job_item ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE job_item ADD COLUMN route TEXT;
  ALTER TABLE job_item ADD COLUMN source_arn TEXT;
  ALTER TABLE job_item ADD COLUMN stage INTEGER;
  ALTER TABLE job ADD COLUMN skipped INTEGER;
  CREATE INDEX job_item_by_kept_id ON job_item (dedup_id) WHERE dedup_id NOT GLOB 'sw-*';
  `,
  `
  ALTER TABLE captured_message ADD COLUMN left_at INTEGER;
  ALTER TABLE captured_message ADD COLUMN left_by TEXT;
  CREATE INDEX captured_in_queue ON captured_message (source, sent_at, receive_count)
    WHERE left_by IS NULL AND deleted_at IS NULL;

  CREATE TABLE capture_run (
    profile TEXT NOT NULL,
    region TEXT NOT NULL,
    queue_url TEXT NOT NULL,
    job TEXT NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    captured INTEGER NOT NULL,
    total INTEGER,
    why TEXT NOT NULL,
    PRIMARY KEY (profile, region, queue_url)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE job_source (
    job TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    profile TEXT NOT NULL,
    region TEXT NOT NULL,
    queue_url TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO job_source (job, kind, profile, region, queue_url)
    SELECT id, kind, json_extract(input, '$.source.scope.profile'), json_extract(input, '$.source.scope.region'),
      json_extract(input, '$.source.queueUrl') FROM job;
  CREATE TRIGGER job_source_in AFTER INSERT ON job BEGIN
    INSERT OR REPLACE INTO job_source (job, kind, profile, region, queue_url) VALUES (
      new.id, new.kind, json_extract(new.input, '$.source.scope.profile'),
      json_extract(new.input, '$.source.scope.region'), json_extract(new.input, '$.source.queueUrl'));
  END;
  CREATE TRIGGER job_source_out AFTER DELETE ON job BEGIN
    DELETE FROM job_source WHERE job = old.id;
  END;
  CREATE TRIGGER captured_leaves AFTER UPDATE OF state ON job_item
    WHEN new.state IN ('done', 'parked', 'gone') AND old.state <> new.state
  BEGIN
    UPDATE captured_message SET left_at = new.at, left_by = CASE
        WHEN new.state = 'gone' THEN 'gone'
        WHEN (SELECT kind FROM job_source WHERE job = new.job) = 'purge' THEN 'deleted'
        WHEN (SELECT kind FROM job_source WHERE job = new.job) = 'park' THEN 'parked'
        ELSE 'moved' END
      WHERE message_id = new.message AND source = (
        SELECT s.id FROM job_source AS j JOIN capture_source AS s
          ON s.profile = j.profile AND s.region = j.region AND s.queue_url = j.queue_url
        WHERE j.job = new.job AND j.kind IN ('move', 'park', 'purge'));
  END;
  `,
  `
  CREATE TABLE parked_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT NOT NULL,
    message_id TEXT NOT NULL,
    profile TEXT NOT NULL,
    region TEXT NOT NULL,
    queue_url TEXT NOT NULL,
    body TEXT NOT NULL,
    escaped INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    system TEXT NOT NULL,
    group_id TEXT,
    trace_header TEXT,
    deduplication_id TEXT,
    sequence TEXT,
    sent_at INTEGER,
    receive_count INTEGER,
    size INTEGER NOT NULL,
    parked_at INTEGER NOT NULL,
    reason TEXT,
    note TEXT NOT NULL DEFAULT '',
    restoring TEXT,
    UNIQUE (profile, region, queue_url, message_id)
  ) STRICT;
  CREATE INDEX parked_by_time ON parked_message (parked_at, id);
  CREATE INDEX parked_by_restore ON parked_message (restoring) WHERE restoring IS NOT NULL;
  `,
  `
  ALTER TABLE group_note ADD COLUMN author TEXT NOT NULL DEFAULT '';
  `,
  `
  CREATE INDEX job_item_by_job ON job_item (job);
  `,
];
