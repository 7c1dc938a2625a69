-- To whom it is made stands in kernel_scope, on the axis home: so it follows when that organisation is merged into another.
CREATE TABLE exchange_offer (
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
    record_type    text NOT NULL,
    record_id      uuid NOT NULL,
    reason         text NOT NULL,
    state          text NOT NULL,
    expires_at     timestamptz NOT NULL,
    closed_at      timestamptz,
    closed_reason  text
);
CREATE UNIQUE INDEX exchange_offer_open ON exchange_offer (record_id) WHERE state = 'open';
CREATE INDEX exchange_offer_record ON exchange_offer (record_id, id);
CREATE INDEX exchange_offer_state ON exchange_offer (state, id);
CREATE INDEX exchange_offer_owner ON exchange_offer (owner_org_id, id);
