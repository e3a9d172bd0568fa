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
];
