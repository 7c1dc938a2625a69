CREATE TABLE access_api_key (
    id              uuid NOT NULL PRIMARY KEY,
    version         bigint NOT NULL,
    name            text NOT NULL,
    org_id          uuid,
    scopes          text NOT NULL,
    systems         text NOT NULL,
    rate_per_second bigint,
    rate_burst      bigint NOT NULL,
    created_by      uuid,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    expires_at      timestamptz,
    revoked_at      timestamptz,
    last_used_at    timestamptz
);
CREATE INDEX access_api_key_org ON access_api_key (org_id, id);

CREATE TABLE access_api_secret (
    id         uuid NOT NULL PRIMARY KEY,
    key_id     uuid NOT NULL REFERENCES access_api_key (id),
    hash       bytea NOT NULL,
    hint       text NOT NULL,
    created_at timestamptz NOT NULL,
    retired_at timestamptz
);
CREATE UNIQUE INDEX access_api_secret_hash ON access_api_secret (hash);
CREATE INDEX access_api_secret_key ON access_api_secret (key_id, created_at);
