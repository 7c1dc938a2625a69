CREATE TABLE organisations_organisation (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    owner_org_id   uuid NOT NULL,
    owner_epoch    bigint NOT NULL DEFAULT 1,
    origin_org_id  uuid NOT NULL,
    origin_version bigint NOT NULL,
    protection     text NOT NULL DEFAULT 'none',
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    code           text NOT NULL,
    name           text NOT NULL,
    name_sort      text NOT NULL,
    kind           text NOT NULL,
    level          text NOT NULL,
    parent_id      uuid REFERENCES organisations_organisation (id),
    region_code    text NOT NULL,
    contact        text,
    merging_into   uuid,
    merged_into    uuid,
    merged_at      timestamptz
);
CREATE UNIQUE INDEX organisations_organisation_code ON organisations_organisation (code);
CREATE INDEX organisations_organisation_parent ON organisations_organisation (parent_id, id);
CREATE INDEX organisations_organisation_region ON organisations_organisation (region_code, id);
CREATE INDEX organisations_organisation_name ON organisations_organisation (name_sort, id);

CREATE INDEX organisations_organisation_merged ON organisations_organisation (merged_into, id) WHERE merged_into IS NOT NULL;

CREATE TABLE organisations_merger (
    id           uuid NOT NULL PRIMARY KEY,
    org_id       uuid NOT NULL,
    into_org_id  uuid NOT NULL,
    state        text NOT NULL CHECK (state IN ('running', 'reversing', 'merged', 'reversed')),
    job_id       uuid NOT NULL,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE UNIQUE INDEX organisations_merger_open ON organisations_merger (org_id) WHERE state IN ('running', 'reversing');
CREATE INDEX organisations_merger_into ON organisations_merger (into_org_id) WHERE state IN ('running', 'reversing');

CREATE TABLE organisations_merger_record (
    merger_id uuid NOT NULL REFERENCES organisations_merger (id),
    record_id uuid NOT NULL,
    was_owner boolean NOT NULL,
    was_home  boolean NOT NULL,
    kept_home boolean NOT NULL,
    PRIMARY KEY (merger_id, record_id)
);

CREATE TABLE organisations_merger_child (
    merger_id uuid NOT NULL REFERENCES organisations_merger (id),
    org_id    uuid NOT NULL,
    PRIMARY KEY (merger_id, org_id)
);

CREATE TABLE organisations_jurisdiction (
    id          uuid NOT NULL PRIMARY KEY,
    org_id      uuid NOT NULL REFERENCES organisations_organisation (id),
    region_code text NOT NULL,
    valid_from  date NOT NULL,
    valid_to    date
);
CREATE INDEX organisations_jurisdiction_org ON organisations_jurisdiction (org_id, region_code);
CREATE INDEX organisations_jurisdiction_region ON organisations_jurisdiction (region_code, valid_from);

CREATE TABLE organisations_activity (
    org_id uuid NOT NULL,
    year   bigint NOT NULL,
    leads  bigint NOT NULL,
    PRIMARY KEY (org_id, year)
);
