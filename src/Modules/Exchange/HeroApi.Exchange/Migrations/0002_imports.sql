-- A table that was sent to be taken in, row by row. Whatever of it is personal lies encrypted, and only of rows that were refused.
CREATE TABLE exchange_import (
    id              uuid NOT NULL PRIMARY KEY,
    job_id          uuid NOT NULL,
    org_id          uuid NOT NULL,
    principal       uuid NOT NULL,
    created_at      timestamptz NOT NULL,
    record_type     text NOT NULL,
    file_id         uuid NOT NULL,
    format          text NOT NULL,
    encoding        text,
    mapping         text NOT NULL,
    external_system text,
    validate_only   boolean NOT NULL,
    phase           text NOT NULL,
    problem         text,
    problem_column  text,
    header_cipher   bytea,
    unknown_columns text NOT NULL,
    total           bigint,
    rows            bigint NOT NULL DEFAULT 0,
    blank           bigint NOT NULL DEFAULT 0,
    created         bigint NOT NULL DEFAULT 0,
    unchanged       bigint NOT NULL DEFAULT 0,
    known           bigint NOT NULL DEFAULT 0,
    errors          bigint NOT NULL DEFAULT 0,
    ended_at        timestamptz
);
CREATE INDEX exchange_import_org ON exchange_import (org_id, id);
CREATE INDEX exchange_import_created ON exchange_import (created_at);

CREATE TABLE exchange_import_error (
    id           uuid NOT NULL PRIMARY KEY,
    import_id    uuid NOT NULL REFERENCES exchange_import (id),
    line         bigint NOT NULL,
    cells_cipher bytea NOT NULL,
    errors       text NOT NULL
);
CREATE UNIQUE INDEX exchange_import_error_line ON exchange_import_error (import_id, line);
