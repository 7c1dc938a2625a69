CREATE TABLE planted_note (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    owner_org_id   uuid NOT NULL,
    owner_epoch    bigint NOT NULL DEFAULT 1,
    protection     text NOT NULL,
    updated_at     timestamptz,
    deleted_at     timestamptz
);

CREATE TABLE planted_side (
    id     bigint NOT NULL PRIMARY KEY,
    writes bigint NOT NULL
);

CREATE TABLE planted_once (
    name text NOT NULL PRIMARY KEY
);

CREATE TABLE planted_parent (
    name text NOT NULL PRIMARY KEY
);

CREATE TABLE planted_child (
    parent text NOT NULL REFERENCES planted_parent (name) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE planted_effect (
    id   uuid NOT NULL PRIMARY KEY,
    key  uuid NOT NULL,
    text text NOT NULL
);
