CREATE TABLE access_subject (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    issuer         text NOT NULL,
    subject_cipher bytea NOT NULL,
    subject_masked text NOT NULL,
    subject_print  bytea NOT NULL,
    name           text,
    org_id         uuid,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    last_used_at   timestamptz,
    blocked_at     timestamptz,
    blocked_reason text,
    tokens_from    timestamptz
);
CREATE UNIQUE INDEX access_subject_known ON access_subject (issuer, subject_print);
CREATE INDEX access_subject_org ON access_subject (org_id, id);
