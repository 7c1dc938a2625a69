-- Rules that a place has published itself; superseded, never edited, so that what a case was pinned to can always be read again.
CREATE TABLE cases_rule_pack (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    owner_org_id   uuid NOT NULL,
    owner_epoch    bigint NOT NULL DEFAULT 1,
    origin_org_id  uuid NOT NULL,
    origin_version bigint NOT NULL,
    protection     text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    region         text NOT NULL,
    title          text NOT NULL,
    legal_basis    text NOT NULL,
    effective_from date NOT NULL,
    effective_to   date,
    supersedes_id  uuid REFERENCES cases_rule_pack (id),
    rules          text NOT NULL
);
CREATE INDEX cases_rule_pack_owner ON cases_rule_pack (owner_org_id, id);
CREATE INDEX cases_rule_pack_region ON cases_rule_pack (region, id);
CREATE INDEX cases_rule_pack_effective ON cases_rule_pack (effective_from, id);

-- Who publishes for a region holds its row, so that no two packs of it come to hold on the same day.
CREATE TABLE cases_rule_region (
    region text NOT NULL PRIMARY KEY,
    packs  bigint NOT NULL
);
